// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.spi;

/** Whether a provider can work on this machine, as a value. */
public sealed interface Availability {
  /**
   * The provider can work.
   *
   * @param detail what it will work with, in a few words, for example the device
   */
  record Available(String detail) implements Availability {}

  /**
   * The provider cannot work here.
   *
   * @param reason why not, and what would help, in one sentence
   */
  record Unavailable(String reason) implements Availability {}
}
