// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.spark;

import uk.ac.bgs.corescore.house.PlatformRules;

/** Neither the machine's country nor its other plugins change what the application gives. */
class PlatformTest extends PlatformRules {}
