// SPDX-License-Identifier: Apache-2.0
/** The label service: CoreScore behind HTTP, with a page. */
@NullMarked
package uk.ac.bgs.corescore.example.service;

import org.jspecify.annotations.NullMarked;
