// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.sweep;

import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.FileImageOutputStream;
import javax.imageio.stream.ImageOutputStream;

/** Writes frames as a GIF 89a that repeats for ever. */
final class AnimatedGif {
  private static final String FORMAT = "javax_imageio_gif_image_1.0";

  private AnimatedGif() {}

  /**
   * Writes the file: first beside it, then in its place.
   *
   * @param frames pictures of one size
   * @param delay how long a frame stays, hundredths of a second
   * @param file where to
   */
  static void write(List<BufferedImage> frames, int delay, Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " is a folder, not a file to write");
    }
    Files.createDirectories(folder);
    Path part = Files.createTempFile(folder, ".", ".part");
    try {
      writeTo(frames, delay, part);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void writeTo(List<BufferedImage> frames, int delay, Path part) throws IOException {
    ImageWriter writer = platformWriter().createWriterInstance();
    try (ImageOutputStream out = new FileImageOutputStream(part.toFile())) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (BufferedImage frame : frames) {
        writer.writeToSequence(
            new IIOImage((RenderedImage) frame, null, metadata(writer, frame, delay)),
            writer.getDefaultWriteParam());
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
  }

  /** The Java platform's own, whatever plugins else are installed. */
  private static ImageWriterSpi platformWriter() {
    Iterator<ImageWriterSpi> all =
        IIORegistry.getDefaultInstance().getServiceProviders(ImageWriterSpi.class, false);
    while (all.hasNext()) {
      ImageWriterSpi one = all.next();
      boolean platforms = one.getClass().getModule().equals(IIOImage.class.getModule());
      if (platforms && List.of(one.getFormatNames()).contains("gif")) {
        return one;
      }
    }
    throw new IllegalStateException("this Java writes no GIF");
  }

  private static IIOMetadata metadata(ImageWriter writer, BufferedImage frame, int delay)
      throws IOException {
    ImageWriteParam param = writer.getDefaultWriteParam();
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(frame), param);
    IIOMetadataNode root = new IIOMetadataNode(FORMAT);
    IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
    control.setAttribute("disposalMethod", "none");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("delayTime", Integer.toString(delay));
    control.setAttribute("transparentColorIndex", "0");
    root.appendChild(control);
    IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
    IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
    loop.setAttribute("applicationID", "NETSCAPE");
    loop.setAttribute("authenticationCode", "2.0");
    loop.setUserObject(new byte[] {1, 0, 0});
    extensions.appendChild(loop);
    root.appendChild(extensions);
    metadata.mergeTree(FORMAT, root);
    return metadata;
  }
}
