// SPDX-License-Identifier: Apache-2.0
/**
 * The values, the four seams and the plugin SPI of CoreScore. No I/O and no algorithms live here.
 */
module uk.ac.bgs.corescore.api {
  // Not transitive: a host that compiles against this module need not have the annotations.
  requires static org.jspecify;
  requires transitive org.locationtech.jts;

  exports uk.ac.bgs.corescore;
  exports uk.ac.bgs.corescore.image;
  exports uk.ac.bgs.corescore.layout;
  exports uk.ac.bgs.corescore.mask;
  exports uk.ac.bgs.corescore.measure;
  exports uk.ac.bgs.corescore.score;
  exports uk.ac.bgs.corescore.segment;
  exports uk.ac.bgs.corescore.spi;

  uses uk.ac.bgs.corescore.spi.AreaScorerProvider;
  uses uk.ac.bgs.corescore.spi.LayoutFinderProvider;
  uses uk.ac.bgs.corescore.spi.MaskCreatorProvider;
  uses uk.ac.bgs.corescore.spi.SegmenterProvider;
}
