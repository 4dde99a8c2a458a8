// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

/** Reads one format. Stateless. */
interface FormatReader {
  AnnotationFormat format();

  /** What the content has to be, for messages. */
  String expected();

  /** Whether the content is of this format, by its outermost members. */
  boolean recognises(Source source);

  /** Reads content that is recognised, or an empty list. */
  void read(Source source, Findings findings);
}
