// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.spi;

import java.util.List;

/**
 * Describes one implementation of a seam and makes it: a cheap descriptor.
 *
 * <p>Constructing a provider, and all its methods but {@link #create}, load no native code, open no
 * file and touch no network. Providers are immutable and safe for use by many threads. Implement
 * one of its four sub-interfaces.
 *
 * @param <T> what it makes
 */
public sealed interface Provider<T>
    permits SegmenterProvider, LayoutFinderProvider, MaskCreatorProvider, AreaScorerProvider {
  /**
   * The name a host requests.
   *
   * @return a stable id, unique among the providers of its kind: lower case letters, digits and
   *     hyphens, beginning with a letter
   */
  String id();

  /**
   * What this implementation is, for a person who has to choose.
   *
   * @return one sentence
   */
  String description();

  /**
   * The options that {@link #create} understands.
   *
   * @return the keys in the order in which they should be shown; their names are distinct
   */
  List<OptionKey<?>> options();

  /**
   * Whether {@link #create} can work on this machine.
   *
   * @return available, or why not; never an exception
   */
  Availability availability();

  /**
   * Makes the implementation. This may load native code and models.
   *
   * @param options values for {@link #options()}
   * @return a new instance, never null; the caller closes it where it can be closed
   * @throws uk.ac.bgs.corescore.CoreScoreException if it cannot be made, saying what was expected
   *     and what was found
   */
  T create(Options options);
}
