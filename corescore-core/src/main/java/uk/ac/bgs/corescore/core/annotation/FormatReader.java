// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.util.List;

/** Reads one format. Stateless. */
interface FormatReader {
  AnnotationFormat format();

  /** What the content has to be, for messages. */
  String expected();

  /** Whether the content is of this format, by its outermost members. */
  boolean recognises(SourceFile source);

  /** Whether the content goes with label files of this format without holding any labels. */
  default boolean passesOver(SourceFile source) {
    return source.isText() || source.isPhoto();
  }

  /**
   * Reads a label file, or all of a folder or ZIP: what is recognised, empty lists, and what is
   * skipped.
   */
  default void read(List<SourceFile> sources, AnnotationCollector findings) {
    for (SourceFile source : sources) {
      if (!passesOver(source)) {
        findings.begin(source.name());
        read(source, findings);
      }
    }
  }

  /** Reads content that is recognised, or an empty list. */
  void read(SourceFile source, AnnotationCollector findings);
}
