// SPDX-License-Identifier: Apache-2.0
/** Tests of registries, and the contract that every one passes. */
@NullMarked
package uk.ac.bgs.corescore.core.training.registry;

import org.jspecify.annotations.NullMarked;
