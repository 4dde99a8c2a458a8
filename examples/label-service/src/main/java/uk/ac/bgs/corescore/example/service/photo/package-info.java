// SPDX-License-Identifier: Apache-2.0
/** Names of photos, and what goes wrong where they come from. */
@NullMarked
package uk.ac.bgs.corescore.example.service.photo;

import org.jspecify.annotations.NullMarked;
