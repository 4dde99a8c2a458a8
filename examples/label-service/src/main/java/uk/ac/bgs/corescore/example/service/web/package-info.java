// SPDX-License-Identifier: Apache-2.0
/** What the service answers over HTTP. */
@NullMarked
package uk.ac.bgs.corescore.example.service.web;

import org.jspecify.annotations.NullMarked;
