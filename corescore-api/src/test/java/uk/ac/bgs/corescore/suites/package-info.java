// SPDX-License-Identifier: Apache-2.0
/** Tests of the contract suites: good fakes pass, and each bad one fails where it should. */
@NullMarked
package uk.ac.bgs.corescore.suites;

import org.jspecify.annotations.NullMarked;
