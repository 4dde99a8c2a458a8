// SPDX-License-Identifier: Apache-2.0
/**
 * The whole loop in one: what is new is collected, learnt, judged on a fixed test set and, if the
 * gate lets it, put into production. It knows neither options nor engine; {@code Steps} is what it
 * needs of them.
 */
@NullMarked
package uk.ac.bgs.corescore.example.cli.retrain;

import org.jspecify.annotations.NullMarked;
