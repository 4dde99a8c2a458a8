// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoMemory;
import uk.ac.bgs.corescore.core.report.FailureText;
import uk.ac.bgs.corescore.core.table.TableSchema;

/** Says of each photo whether its record stands, and reads it if not. Used by many threads. */
final class PhotoPlan {
  private final ResultIndex index;
  private final ReportFiles files;
  private final ReportNames names;
  private final int sha256;
  private final int failureKind;
  private final PhotoMemory memory;
  private final Tally tally;

  /** A photo that is to be done. */
  record Work(
      PhotoSource source, String fingerprint, Optional<PhotoRecord> before, boolean ifChanged) {}

  /** The content is that of the record. */
  static final class UnchangedException extends CoreScoreException {
    private static final long serialVersionUID = 1L;

    UnchangedException(String name) {
      super(FailureKind.OTHER, name + ": unchanged");
    }
  }

  PhotoPlan(
      ResultIndex index,
      ReportFiles files,
      ReportNames names,
      TableSchema photos,
      PhotoMemory memory,
      Tally tally) {
    this.index = index;
    this.files = files;
    this.names = names;
    this.sha256 = photos.indexOf("sha256");
    this.failureKind = photos.indexOf("failure_kind");
    this.memory = memory;
    this.tally = tally;
  }

  /**
   * What is to be done for a photo; nothing if its record stands.
   *
   * @param retry whether photos that failed are tried again, whatever the failure
   */
  Optional<Work> work(PhotoSource source, boolean retry) {
    return work(source, retry, true);
  }

  /** Whether a photo of another shard is still to be done there; its failures stand. */
  boolean isOpen(PhotoSource source) {
    return work(source, false, false).isPresent();
  }

  private Optional<Work> work(PhotoSource source, boolean retry, boolean own) {
    try {
      Optional<String> now = fingerprint(source);
      Optional<PhotoRecord> before = index.summary(source.name());
      Work all = new Work(source, now.orElse(""), before, false);
      if (before.isEmpty()) {
        return Optional.of(all);
      }
      PhotoRecord record = before.get();
      boolean same = now.isPresent() && now.get().equals(record.fingerprint());
      if (!record.scored()) {
        boolean gone = now.isEmpty() && record.fingerprint().isEmpty();
        boolean again = retry || (own && mayPass(record));
        return again || !(same || gone) ? Optional.of(all) : Optional.empty();
      }
      if (now.isEmpty()) {
        if (own) {
          tellKept(source.name(), "it cannot be looked at");
        }
        return Optional.empty();
      }
      if (!isWhole(record)) {
        return Optional.of(all);
      }
      return same ? Optional.empty() : Optional.of(new Work(source, now.get(), before, true));
    } catch (IOException e) {
      throw new CoreScoreException(FailureKind.IO, FailureText.of(e), e);
    }
  }

  /** Whether a photo failed by what may have passed meanwhile. */
  private boolean mayPass(PhotoRecord record) {
    return record.photo().get(failureKind) instanceof String kind
        && Outage.mayPass(FailureKind.valueOf(kind.toUpperCase(Locale.ROOT)));
  }

  private static Optional<String> fingerprint(PhotoSource source) {
    try {
      return Optional.of(source.fingerprint());
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // reading it says why
    }
  }

  /** Whether a photo has the reports that are wanted, under the names that are wanted. */
  private boolean isWhole(PhotoRecord record) throws IOException {
    return record.files().equals(names.of(record.name()))
        && record.reports().containsAll(files.reports())
        && files.size(record.files(), record.reports()) == record.bytes();
  }

  /** Tells that a photo keeps the result that it has. */
  void tellKept(String name, String why) {
    tally.remark(name + ": " + why + "; its earlier result is kept");
  }

  /** Reads a photo that is to be done, on a thread of the batch. */
  Photo read(Work work) {
    String name = work.source().name();
    ReportNames.unusable(name)
        .ifPresent(
            failure -> {
              throw failure;
            });
    if (work.ifChanged() && hash(work.source()).equals(work.before().get().photo().get(sha256))) {
      throw new UnchangedException(name);
    }
    Photo read = work.source().read(memory);
    return new Photo(
        name, read.sha256(), read.width(), read.height(), read.image(), read.remarks());
  }

  private static String hash(PhotoSource source) {
    try {
      return source.sha256();
    } catch (IOException e) {
      throw new CoreScoreException(FailureKind.IO, FailureText.of(source.name(), e), e);
    }
  }
}
