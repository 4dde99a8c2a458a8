// SPDX-License-Identifier: Apache-2.0
/** Keeps versions of models, says which one is in production, and gives their files out. */
@NullMarked
package uk.ac.bgs.corescore.core.training.registry;

import org.jspecify.annotations.NullMarked;
