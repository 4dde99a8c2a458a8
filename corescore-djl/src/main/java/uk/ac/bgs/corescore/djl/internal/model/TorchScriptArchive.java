// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/**
 * Distinguishes TorchScript files from Python pickles before the engine reads them. A TorchScript
 * file is a zip with code in TorchScript's own language. A pickle can run any Python code and is
 * not read.
 */
final class TorchScriptArchive {
  private static final int MAX_ENTRIES = 50_000;
  private static final int MAX_NAME = 500;
  private static final int MAX_CODE = 1 << 24;
  private static final long MAX_UNPACKED = 1L << 31;

  /** Operators that access files, which a network does not need. */
  private static final Pattern FILE_ACCESS =
      Pattern.compile("\\b(?:torch|aten|ops\\.aten)\\.(?:from_file|save|load)\\b");

  private TorchScriptArchive() {}

  /**
   * Checks a file.
   *
   * @throws CoreScoreException if it is not a TorchScript file; the message says what was expected
   *     and what came
   */
  static void check(Path file, byte[] bytes) {
    if (bytes.length < 4 || bytes[0] != 'P' || bytes[1] != 'K') {
      boolean pickle = bytes.length > 1 && (bytes[0] & 0xff) == 0x80 && bytes[1] <= 5;
      throw wrong(
          file,
          pickle
              ? "a pickle, which can run code and is not opened; export the model with"
                  + " torch.jit.trace"
              : bytes.length + " bytes that are no zip");
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      check(zip, file);
    } catch (IOException | IllegalArgumentException e) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          file + ": expected a TorchScript file, got a damaged zip: " + e.getMessage(),
          e);
    }
  }

  private static void check(ZipFile zip, Path file) throws IOException {
    if (zip.size() > MAX_ENTRIES) {
      throw wrong(file, "a zip of " + zip.size() + " entries, more than " + MAX_ENTRIES);
    }
    Set<String> found = new HashSet<>();
    Set<String> seen = new HashSet<>();
    String top = "";
    long unpacked = 0;
    for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
      ZipEntry entry = all.nextElement();
      String name = entry.getName();
      int slash = name.indexOf('/');
      if (slash < 1
          || name.length() > MAX_NAME
          || name.contains("\\")
          || name.contains(":")
          || Set.of(name.split("/", -1)).contains("..")
          || !(top.isEmpty() || name.startsWith(top))
          || !seen.add(name)) {
        throw wrong(
            file,
            "a zip with entry '"
                + name.substring(0, Math.min(80, name.length()))
                + "', where all are in one folder, each once");
      }
      top = name.substring(0, slash + 1);
      unpacked += entry.getSize();
      if (entry.getSize() < 0 || unpacked > MAX_UNPACKED) {
        throw wrong(file, "a zip of more than " + MAX_UNPACKED + " bytes when unpacked");
      }
      String inner = name.substring(slash + 1);
      if (inner.startsWith("code/")) {
        found.add("code/");
        if (inner.endsWith(".py")) {
          readCode(zip, entry, file);
        }
      }
      found.add(inner);
    }
    if (!found.contains("code/") || !found.contains("constants.pkl")) {
      throw wrong(
          file,
          found.contains("data.pkl")
              ? "a zip with data.pkl and no code: pickled weights or a pickled learner, which can"
                  + " run code and are not opened; export the model with torch.jit.trace"
              : "a zip without code/ and constants.pkl");
    }
    if (!found.contains("data.pkl")) {
      throw wrong(file, "a zip without data.pkl");
    }
  }

  private static void readCode(ZipFile zip, ZipEntry entry, Path file) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] code = in.readNBytes(MAX_CODE + 1);
      if (code.length > MAX_CODE) {
        throw wrong(file, "more than " + MAX_CODE + " bytes of code in " + entry.getName());
      }
      Matcher reaching = FILE_ACCESS.matcher(new String(code, StandardCharsets.UTF_8));
      if (reaching.find()) {
        throw wrong(file, reaching.group() + " in " + entry.getName() + ", which accesses files");
      }
    }
  }

  private static CoreScoreException wrong(Path file, String came) {
    return new CoreScoreException(
        FailureKind.BAD_INPUT,
        file + ": expected a TorchScript file (a zip with code/ and constants.pkl), got " + came);
  }
}
