// SPDX-License-Identifier: Apache-2.0
/** How the defaults of the classical segmenters were chosen, and how their threshold acts. */
@NullMarked
package uk.ac.bgs.corescore.example.sweep;

import org.jspecify.annotations.NullMarked;
