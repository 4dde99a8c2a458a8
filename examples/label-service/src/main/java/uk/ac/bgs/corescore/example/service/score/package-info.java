// SPDX-License-Identifier: Apache-2.0
/** Segmenters shared by many requests, and the queue before them. */
@NullMarked
package uk.ac.bgs.corescore.example.service.score;

import org.jspecify.annotations.NullMarked;
