// SPDX-License-Identifier: Apache-2.0
/** Photo reading, tracing, measuring, scoring, reports and the pipeline of CoreScore. */
@SuppressWarnings("module") // the qualified export names a module that is built later
module uk.ac.bgs.corescore.core {
  requires transitive uk.ac.bgs.corescore.api;
  // Not transitive: a host that compiles against this module need not have the annotations.
  requires static org.jspecify;
  // The mark of generated code, which only the compiler reads.
  requires static java.compiler;
  requires com.twelvemonkeys.imageio.core;
  requires com.twelvemonkeys.imageio.tiff;
  requires com.fasterxml.jackson.core;
  requires gg.jte.runtime;
  requires transitive java.desktop;
  requires java.net.http;
  requires java.xml;
  requires org.slf4j;
  requires org.snakeyaml.engine.v2;

  exports uk.ac.bgs.corescore.core.annotation;
  exports uk.ac.bgs.corescore.core.batch;
  exports uk.ac.bgs.corescore.core.batch.page;
  exports uk.ac.bgs.corescore.core.column;
  exports uk.ac.bgs.corescore.core.corelog.ags;
  exports uk.ac.bgs.corescore.core.corelog.depth;
  exports uk.ac.bgs.corescore.core.corelog.entry;
  exports uk.ac.bgs.corescore.core.corelog.hole;
  exports uk.ac.bgs.corescore.core.corelog.output;
  exports uk.ac.bgs.corescore.core.corelog.piece;
  exports uk.ac.bgs.corescore.core.corelog.report;
  exports uk.ac.bgs.corescore.core.corelog.rule;
  exports uk.ac.bgs.corescore.core.corelog.strip;
  exports uk.ac.bgs.corescore.core.corelog.table;
  exports uk.ac.bgs.corescore.core.corelog;
  exports uk.ac.bgs.corescore.core.synthetic;
  exports uk.ac.bgs.corescore.core.layout.find;
  exports uk.ac.bgs.corescore.core.layout;
  exports uk.ac.bgs.corescore.core.mask;
  exports uk.ac.bgs.corescore.core.measure;
  exports uk.ac.bgs.corescore.core.photo;
  exports uk.ac.bgs.corescore.core.pipeline;
  exports uk.ac.bgs.corescore.core.place;
  exports uk.ac.bgs.corescore.core.plugin;
  exports uk.ac.bgs.corescore.core.report.sink;
  exports uk.ac.bgs.corescore.core.report;
  exports uk.ac.bgs.corescore.core.results;
  exports uk.ac.bgs.corescore.core.score;
  exports uk.ac.bgs.corescore.core.serve;
  exports uk.ac.bgs.corescore.core.store;
  exports uk.ac.bgs.corescore.core.table;
  exports uk.ac.bgs.corescore.core.trace;
  exports uk.ac.bgs.corescore.core.training.compare;
  exports uk.ac.bgs.corescore.core.training.evaluate;
  exports uk.ac.bgs.corescore.core.training.groundtruth;
  exports uk.ac.bgs.corescore.core.training.mlflow;
  exports uk.ac.bgs.corescore.core.training.rank;
  exports uk.ac.bgs.corescore.core.training.registry;
  exports uk.ac.bgs.corescore.core.training.retrain;
  exports uk.ac.bgs.corescore.core.training.track;

  provides uk.ac.bgs.corescore.spi.AreaScorerProvider with
      uk.ac.bgs.corescore.core.score.ConditionProvider,
      uk.ac.bgs.corescore.core.score.SixMeasuresProvider;
  provides uk.ac.bgs.corescore.spi.LayoutFinderProvider with
      uk.ac.bgs.corescore.core.layout.WholePhotoProvider;
  provides uk.ac.bgs.corescore.spi.MaskCreatorProvider with
      uk.ac.bgs.corescore.core.mask.PolygonFillProvider;

  // Internal packages for this project's own modules only.
  exports uk.ac.bgs.corescore.core.internal to
      uk.ac.bgs.corescore.djl;
  exports uk.ac.bgs.corescore.core.internal.draw to
      uk.ac.bgs.corescore.djl;
  exports uk.ac.bgs.corescore.core.internal.files to
      uk.ac.bgs.corescore.djl;
  exports uk.ac.bgs.corescore.core.internal.json to
      uk.ac.bgs.corescore.djl;
}
