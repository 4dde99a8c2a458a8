// SPDX-License-Identifier: Apache-2.0
/** The {@code corescore} command: an application that embeds the library. */
@NullMarked
package uk.ac.bgs.corescore.example.cli;

import org.jspecify.annotations.NullMarked;
