// SPDX-License-Identifier: Apache-2.0
/** What is kept of each photo: its versions, and what people said of them. */
@NullMarked
package uk.ac.bgs.corescore.example.service.result;

import org.jspecify.annotations.NullMarked;
