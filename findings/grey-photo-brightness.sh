#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# DJL 0.35.1 and BoofCV 1.2.2 read a grey photograph brighter when its PNG has 16 bits or an alpha channel: 128 becomes
# 188.
#
# Versions  ai.djl:api 0.35.1, boofcv-io 1.2.2 (Maven Central); pngjs 7.0.0 (npm) as reference
# Input     One grey, half of full scale, as PNG in four ways: grey 8 bit, grey 16 bit, grey 8 bit with opaque alpha,
#           RGB 8 bit. No gamma or profile chunk.
# Expected  The same brightness four times. pngjs 7.0.0 gives 128 four times; so do the samples in the raster that
#           ImageIO reads.
# Seen      DJL's BufferedImageFactory (toNDArray) and BoofCV's ConvertBufferedImage (to GrayU8 and to planar): 128 for
#           grey 8 bit and RGB, 188 for grey 16 bit and for grey with alpha. Both take the raster for BufferedImage
#           types that they know, and getRGB for the others; there the JDK takes the samples of its grey colour space
#           for linear light and converts them to sRGB.
# Matters   Scans of core in grey (old negatives, X-ray, ultraviolet) come with 16 bits. A network or a threshold that
#           was set on RGB or 8-bit grey sees them much brighter, without an error. Cure: copy the raster's samples into
#           an 8-bit image before either library sees it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --prefix "$work" --silent --no-audit --no-fund pngjs@7.0.0
cat > "$work/pom.xml" <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>ai.djl</groupId><artifactId>api</artifactId><version>0.35.1</version></dependency>
    <dependency><groupId>org.boofcv</groupId><artifactId>boofcv-io</artifactId><version>1.2.2</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.16</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B -f "$work/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="$work/jars"
cat > "$work/Grey.java" <<'JAVA'
import ai.djl.modality.cv.ImageFactory;
import ai.djl.util.passthrough.PassthroughNDManager;
import boofcv.io.image.ConvertBufferedImage;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.ImageType;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.File;
import java.util.List;
import javax.imageio.ImageIO;

public class Grey {
  private static final int SIDE = 8;

  public static void main(String[] args) throws Exception {
    for (String form : List.of("grey8", "grey16", "greyAlpha", "rgb")) {
      File file = new File(args[0], form + ".png");
      ImageIO.write(grey(form), "png", file);
      BufferedImage read = ImageIO.read(file);
      int samples = read.getRaster().getSample(3, 3, 0) >> (read.getSampleModel().getSampleSize(0) - 8);
      byte[] array = ImageFactory.getInstance().fromImage(read).toNDArray(PassthroughNDManager.INSTANCE).toByteArray();
      int djl = array[3 * SIDE * 3 + 3 * 3] & 0xff;
      int boof = ConvertBufferedImage.convertFrom(read, (GrayU8) null).get(3, 3);
      int planar = ConvertBufferedImage.convertFrom(read, true, ImageType.PL_U8).getBand(0).get(3, 3);
      System.out.printf("%s samples %d DJL %d BoofCV grey %d planar %d%n", form, samples, djl, boof, planar);
    }
  }

  private static BufferedImage grey(String form) {
    BufferedImage image =
        switch (form) {
          case "grey8" -> new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
          case "grey16" -> new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_USHORT_GRAY);
          case "rgb" -> new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
          default -> {
            var model =
                new ComponentColorModel(
                    ColorSpace.getInstance(ColorSpace.CS_GRAY), true, false, Transparency.TRANSLUCENT, DataBuffer.TYPE_BYTE);
            yield new BufferedImage(model, model.createCompatibleWritableRaster(SIDE, SIDE), false, null);
          }
        };
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        for (int band = 0; band < image.getRaster().getNumBands(); band++) {
          boolean alpha = form.equals("greyAlpha") && band == 1;
          image.getRaster().setSample(x, y, band, alpha ? 255 : form.equals("grey16") ? 128 * 257 : 128);
        }
      }
    }
    return image;
  }
}
JAVA
cat > "$work/other.cjs" <<'JS'
const { PNG } = require('pngjs');
const { readFileSync } = require('node:fs');
for (const form of ['grey8', 'grey16', 'greyAlpha', 'rgb']) {
  const { data, width } = PNG.sync.read(readFileSync(`${__dirname}/${form}.png`));
  console.log(`${form} pngjs ${data[(3 * width + 3) * 4]}`);
}
JS
java -Djava.awt.headless=true -cp "$work/jars/*" "$work/Grey.java" "$work" > "$work/seen"
node "$work/other.cjs" >> "$work/seen"
cat "$work/seen"
diff "$work/seen" - <<'EXPECTED'
grey8 samples 128 DJL 128 BoofCV grey 128 planar 128
grey16 samples 128 DJL 188 BoofCV grey 188 planar 188
greyAlpha samples 128 DJL 188 BoofCV grey 188 planar 188
rgb samples 128 DJL 128 BoofCV grey 128 planar 128
grey8 pngjs 128
grey16 pngjs 128
greyAlpha pngjs 128
rgb pngjs 128
EXPECTED
echo 'as described'
