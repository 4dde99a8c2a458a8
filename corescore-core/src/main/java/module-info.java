// SPDX-License-Identifier: Apache-2.0
/** Photo reading, tracing, measuring, scoring, reports and the pipeline of CoreScore. */
module uk.ac.bgs.corescore.core {
  requires transitive uk.ac.bgs.corescore.api;
  requires static transitive org.jspecify;
  requires java.desktop;
  requires org.slf4j;

  exports uk.ac.bgs.corescore.core.draw;
  exports uk.ac.bgs.corescore.core.photo;
  exports uk.ac.bgs.corescore.core.pipeline;
}
