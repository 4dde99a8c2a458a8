// SPDX-License-Identifier: Apache-2.0
/** A host that is a module and requires CoreScore alone. */
module corescore.consumer {
  requires uk.ac.bgs.corescore.core;
  requires java.desktop;
}
