// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.photo.PhotoFolder;
import uk.ac.bgs.corescore.core.training.groundtruth.MaskFolder;

/**
 * Lists the photos of an archive by Hadoop's file systems: names, sizes and times, one after the
 * other. Spark's {@code binaryFile} is not used, because it leaves out every file whose name begins
 * with {@code _}.
 *
 * <p>A photo is named by its path from the root, which is the folder that is given, or, of a
 * pattern, its part before the first folder with a wildcard. Which names are photos is decided as
 * for {@code corescore batch}, but all pictures that are named like results ({@code *.mask.png})
 * are left out, whether the photo is there or not: that would take all names at once.
 */
final class ArchiveListing {
  private static final String WILDCARDS = "*?[{";

  private final FileSystem files;
  private final String root;
  private final String results;
  private final Consumer<ListedPhoto> sink;
  private final List<String> unread = new ArrayList<>();
  private final Set<java.nio.file.Path> seen = new HashSet<>();

  private ArchiveListing(FileSystem files, Path root, Path results, Consumer<ListedPhoto> sink) {
    this.files = files;
    this.root = folder(files.makeQualified(root));
    this.results = results.toString() + "/";
    this.sink = sink;
  }

  /**
   * Lists an archive.
   *
   * @param photos a folder, a photo, or a pattern of Hadoop ({@code *}, {@code ?}, {@code [a-c]},
   *     {@code {a,b}})
   * @param results where the results are, qualified; what is in it is left out
   * @param hadoop configuration of the file systems
   * @param sink takes each photo
   * @return why folders inside could not be listed, a line each
   * @throws CoreScoreException if there is nothing of that name
   * @throws IOException if it cannot be listed
   */
  static List<String> list(
      Path photos, Path results, Configuration hadoop, Consumer<ListedPhoto> sink)
      throws IOException {
    FileSystem files = photos.getFileSystem(hadoop);
    if (files.exists(photos)) {
      FileStatus one = files.getFileStatus(photos);
      Path root = one.isDirectory() ? photos : photos.getParent();
      ArchiveListing listing = new ArchiveListing(files, root, results, sink);
      listing.add(List.of(one));
      return listing.unread;
    }
    FileStatus[] found = files.globStatus(photos);
    if (found == null || found.length == 0) {
      throw new CoreScoreException(
          FailureKind.NOT_FOUND, photos + ": expected a folder of photographs, found nothing");
    }
    ArchiveListing listing = new ArchiveListing(files, withoutWildcards(photos), results, sink);
    listing.add(List.of(found));
    return listing.unread;
  }

  private static Path withoutWildcards(Path pattern) {
    Path root = pattern;
    for (Path part = pattern; part != null; part = part.getParent()) {
      if (part.getName().chars().anyMatch(c -> WILDCARDS.indexOf(c) >= 0)) {
        root = part.getParent();
      }
    }
    return root == null ? pattern : root;
  }

  private static String folder(Path path) {
    String name = path.toUri().getPath();
    return name.endsWith("/") ? name : name + "/";
  }

  private void add(List<FileStatus> found) throws IOException {
    boolean local = files.getScheme().equals("file");
    for (FileStatus one : found) {
      if (!one.isDirectory()) {
        addFile(one);
      } else if (local) {
        walk(one.getPath());
      } else {
        // One request lists thousands of names of an object store, whatever the folders.
        RemoteIterator<? extends FileStatus> inside = files.listFiles(one.getPath(), true);
        while (inside.hasNext()) {
          addFile(inside.next());
        }
      }
    }
  }

  /** Folder by folder, each once: links on a local disk may form a cycle. */
  private void walk(Path first) throws IOException {
    Deque<Path> folders = new ArrayDeque<>(List.of(first));
    while (!folders.isEmpty()) {
      Path folder = folders.remove();
      try {
        if (!seen.add(java.nio.file.Path.of(folder.toUri().getPath()).toRealPath())) {
          continue;
        }
        RemoteIterator<FileStatus> inside = files.listStatusIterator(folder);
        while (inside.hasNext()) {
          FileStatus entry = inside.next();
          if (entry.isDirectory()) {
            folders.add(entry.getPath());
          } else {
            addFile(entry);
          }
        }
      } catch (FileNotFoundException e) {
        unread.add(folder + ": the folder is not there any more");
      } catch (IOException e) {
        if (folder.equals(first)) {
          throw e;
        }
        unread.add(folder + ": the folder cannot be listed: " + e.getMessage());
      }
    }
  }

  private void addFile(FileStatus file) {
    Path path = file.getPath();
    String full = path.toUri().getPath();
    String name = full.startsWith(root) ? full.substring(root.length()) : path.getName();
    if (PhotoFolder.isPhotoName(name)
        && MaskFolder.DERIVED.stream().noneMatch(name::endsWith)
        && !path.toString().startsWith(results)) {
      sink.accept(
          new ListedPhoto(name, path.toString(), file.getLen(), file.getModificationTime()));
    }
  }
}
