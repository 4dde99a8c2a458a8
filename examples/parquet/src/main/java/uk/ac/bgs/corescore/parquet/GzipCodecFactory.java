// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Compresses pages by the JDK's GZIP; Parquet's own codecs need Hadoop's classes. */
final class GzipCodecFactory implements CompressionCodecFactory {
  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codecName) {
    if (codecName != CompressionCodecName.GZIP) {
      throw new IllegalArgumentException("only GZIP is written, not " + codecName);
    }
    return new Gzip();
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codecName) {
    throw new UnsupportedOperationException("tables are written, not read");
  }

  @Override
  public void release() {}

  /** The compressor; it holds nothing between two pages. */
  private static final class Gzip implements BytesInputCompressor {
    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
      ByteArrayOutputStream compressed =
          new ByteArrayOutputStream((int) Math.max(64, bytes.size() / 2));
      try (GZIPOutputStream gzip = new GZIPOutputStream(compressed, 1 << 13)) {
        bytes.writeAllTo(gzip);
      }
      return BytesInput.from(compressed.toByteArray());
    }

    @Override
    public CompressionCodecName getCodecName() {
      return CompressionCodecName.GZIP;
    }

    @Override
    public void release() {}
  }
}
