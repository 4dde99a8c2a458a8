// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** Writes one format. Stateless. */
interface FormatWriter {
  AnnotationFormat format();

  /** Whether a file holds one photo only. */
  boolean isSinglePhoto();

  /** Writes the photos as the one value of the generator; what it cannot hold is reported. */
  void write(JsonGenerator json, List<AnnotatedPhoto> photos, AnnotationCollector findings)
      throws IOException;
}
