// SPDX-License-Identifier: Apache-2.0
/** The shortest application that embeds the library. */
@NullMarked
package uk.ac.bgs.corescore.example.quickstart;

import org.jspecify.annotations.NullMarked;
