// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.ac.bgs.corescore.core.internal.PercentEncoding;

/**
 * A file name in a label file or table, and how well it matches a file's name.
 *
 * @param raw the names between {@code /}, as they are
 * @param plain the names between {@code /} or {@code \}, percent-decoded, with composed accents
 * @param isRooted whether the path is absolute or goes up, so that its first names belong to
 *     another disk
 */
record ReferencedName(List<String> raw, List<String> plain, boolean isRooted) {
  /** Extensions of images besides those of {@link PhotoFormat}. */
  private static final Set<String> MORE_EXTENSIONS =
      Set.of("jfif", "jpe", "dib", "raw", "dng", "cr2", "cr3", "nef", "arw", "orf", "raf", "rw2");

  /** What Label Studio puts before the name of an upload; not a date or another number. */
  private static final Pattern UPLOADED = Pattern.compile("(?=[0-9]*[a-f])[0-9a-f]{8}-(.+)");

  /** The same in a folder of Label Studio's, of which no date is expected. */
  private static final Pattern UPLOADED_THERE =
      Pattern.compile("(?:.*/)?(?:images|upload/[0-9]+)/[0-9a-f]{8}-([^/]+)");

  private static final List<String> OWN = List.of(".mask", ".instances");

  /** How a name fits a file, the nearest first. */
  enum Rank {
    /** The file's name, dots and all. */
    SAME,
    /** The file's name, one of both with more folders in front. */
    IN_FOLDERS,
    /** The same once the name is percent-decoded and its {@code \} separate. */
    DECODED,
    /** The file's name without its extension. */
    WITHOUT_EXTENSION,
    /** The file's name with another extension. */
    OTHER_EXTENSION,
    /** One of the three before, once either side loses what Label Studio puts before an upload. */
    UPLOAD,
    /** The file's name continues after a point, hyphen or underscore, but not with a digit. */
    CONTINUED,
    /** One of {@link #SAME} to {@link #OTHER_EXTENSION}, but for upper and lower case. */
    OTHER_CASE
  }

  /**
   * How well a name fits a file.
   *
   * @param rank by which rule
   * @param surplus whether one of both has folders that the other has not
   * @param folders how many folders are in both
   */
  record Fit(Rank rank, boolean surplus, int folders) implements Comparable<Fit> {
    @Override
    public int compareTo(Fit other) {
      int order = rank.compareTo(other.rank);
      order = order == 0 ? Boolean.compare(surplus, other.surplus) : order;
      return order == 0 ? Integer.compare(other.folders, folders) : order;
    }
  }

  static ReferencedName of(String name) {
    String decoded = PercentEncoding.decode(name);
    int host = decoded.indexOf("://");
    int query = decoded.indexOf('?');
    String path = host > 0 && query > host ? decoded.substring(0, query) : decoded;
    String plain = Normalizer.normalize(path.replace('\\', '/'), Normalizer.Form.NFC);
    boolean rooted = plain.startsWith("/") || List.of(plain.split("/", -1)).contains("..");
    return new ReferencedName(parts(name), parts(plain), rooted);
  }

  /** The names of a path; if it goes up, the unknown names before are left out. */
  private static List<String> parts(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        parts.clear();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return List.copyOf(parts);
  }

  /** The last name, decoded. */
  String last() {
    return last(plain);
  }

  /** The last name, decoded, without its extension. */
  String stem() {
    return stem(last());
  }

  /** The whole, decoded, without its extension. */
  String withoutExtension() {
    return plain.isEmpty()
        ? ""
        : String.join("/", plain.subList(0, plain.size() - 1)) + "/" + stem();
  }

  /** The same where the path is relative to something, else the last name's stem. */
  String relativeStem() {
    String first = raw.isEmpty() ? "" : raw.get(0);
    return isRooted || first.contains(":") ? stem() : withoutExtension().replaceFirst("^/", "");
  }

  /** The folder in front of so many names at the end; empty where there is none. */
  String folderBefore(int names) {
    return plain.size() > names ? plain.get(plain.size() - 1 - names) : "";
  }

  /** Whether the last name continues where the other's stem ends, and not as another number. */
  boolean continues(String stem) {
    String longer = stem();
    int at = stem.length();
    return at > 0
        && longer.length() > at
        && longer.startsWith(stem)
        && ".-_".indexOf(longer.charAt(at)) >= 0
        && !(longer.length() > at + 1 && Character.isDigit(longer.charAt(at + 1)));
  }

  /** How this name fits a file of another, if it does: the best rank that holds. */
  Optional<Fit> fit(ReferencedName file) {
    if (raw.equals(file.raw)) {
      return fit(Rank.SAME, raw, file.raw);
    }
    if (last(raw).equals(last(file.raw)) && isSuffix(raw, file.raw)) {
      return fit(Rank.IN_FOLDERS, raw, file.raw);
    }
    if (plain.isEmpty() || file.plain.isEmpty()) {
      return Optional.empty();
    }
    return decodedFit(file).or(() -> uploadFit(file)).or(() -> caseFit(file));
  }

  private Optional<Fit> uploadFit(ReferencedName file) {
    ReferencedName mine = beforeUpload();
    ReferencedName others = file.beforeUpload();
    if (mine.equals(this) == others.equals(file)) {
      return Optional.empty(); // of two uploads each is its own
    }
    return mine.decodedFit(others)
        .filter(fit -> fit.rank().compareTo(Rank.UPLOAD) < 0)
        .map(fit -> new Fit(Rank.UPLOAD, fit.surplus(), fit.folders()));
  }

  private Optional<Fit> caseFit(ReferencedName file) {
    if (!last().equalsIgnoreCase(file.last())
        && !last().equalsIgnoreCase(file.stem())
        && !stem().equalsIgnoreCase(file.stem())) {
      return Optional.empty();
    }
    return lowerCase()
        .decodedFit(file.lowerCase())
        .filter(fit -> fit.rank().compareTo(Rank.OTHER_EXTENSION) <= 0)
        .map(fit -> new Fit(Rank.OTHER_CASE, fit.surplus(), fit.folders()));
  }

  private ReferencedName lowerCase() {
    List<String> lower = plain.stream().map(part -> part.toLowerCase(Locale.ROOT)).toList();
    return new ReferencedName(lower, lower, isRooted);
  }

  /**
   * The name that an upload to Label Studio had before, without the folders that Label Studio puts
   * it into; this where it is none.
   */
  ReferencedName beforeUpload() {
    Matcher there = UPLOADED_THERE.matcher(String.join("/", plain));
    if (there.matches()) {
      List<String> bare = List.of(there.group(1));
      return new ReferencedName(bare, bare, false);
    }
    Matcher upload = UPLOADED.matcher(last());
    if (!upload.matches()) {
      return this;
    }
    List<String> bare = new ArrayList<>(plain);
    bare.set(bare.size() - 1, upload.group(1));
    return new ReferencedName(List.copyOf(bare), List.copyOf(bare), isRooted);
  }

  private Optional<Fit> decodedFit(ReferencedName file) {
    if (!isSuffix(plain, file.plain)) {
      return Optional.empty();
    }
    Rank rank;
    if (last().equals(file.last())) {
      rank = Rank.DECODED;
    } else if (last().equals(file.stem())) {
      rank = Rank.WITHOUT_EXTENSION;
    } else if (stem().equals(file.stem())) {
      rank = Rank.OTHER_EXTENSION;
    } else if (file.continues(stem())) {
      rank = Rank.CONTINUED;
    } else {
      return Optional.empty();
    }
    return fit(rank, plain, file.plain);
  }

  private static Optional<Fit> fit(Rank rank, List<String> a, List<String> b) {
    return Optional.of(new Fit(rank, a.size() != b.size(), Math.min(a.size(), b.size()) - 1));
  }

  /** Whether the folders of both are the same as far as both have any, from the last one up. */
  private static boolean isSuffix(List<String> a, List<String> b) {
    int folders = Math.min(a.size(), b.size()) - 1;
    return folders >= 0
        && a.subList(a.size() - 1 - folders, a.size() - 1)
            .equals(b.subList(b.size() - 1 - folders, b.size() - 1));
  }

  private static String last(List<String> parts) {
    return parts.isEmpty() ? "" : parts.get(parts.size() - 1);
  }

  /** Without the extension of an image or label file, and without what we put before it. */
  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 && isExtension(name, dot) ? name.substring(0, dot) : name;
    String lower = stem.toLowerCase(Locale.ROOT);
    for (String suffix : OWN) {
      if (lower.endsWith(suffix) && lower.length() > suffix.length()) {
        return stem.substring(0, stem.length() - suffix.length());
      }
    }
    return stem;
  }

  private static boolean isExtension(String name, int dot) {
    return PhotoFormat.ofExtension(name).isPresent()
        || MORE_EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }
}
