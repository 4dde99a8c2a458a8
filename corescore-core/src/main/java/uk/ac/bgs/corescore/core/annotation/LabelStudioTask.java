// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;

/**
 * The photos of a task of Label Studio, and the results of one annotation for each.
 *
 * <p>A result names the tag that shows its photo ({@code to_name}), and the photo's place where the
 * tag shows a list ({@code item_index}). The file does not state which member of the task's data a
 * tag shows: it is the member with the tag's name, else the only one that looks like photos. A tag
 * for a text, a sound or a video shows no photo.
 */
final class LabelStudioTask {
  private static final Pattern NUMBERED = Pattern.compile(".*?([0-9]{1,6})");

  private final Map<String, JsonValue> data;
  private final List<String> members;
  private final UploadNames names;

  /**
   * A task.
   *
   * @param data its data
   * @param names what the photos of all tasks are called
   */
  LabelStudioTask(Map<String, JsonValue> data, UploadNames names) {
    this.data = data;
    this.members = members(data);
    this.names = names;
  }

  /** The addresses of all photos that the task seems to have. */
  static List<String> photos(Map<String, JsonValue> data) {
    return members(data).stream()
        .flatMap(name -> addresses(data.getOrDefault(name, JsonValue.Word.MISSING)).stream())
        .toList();
  }

  /**
   * The members of the data that look like photos; where none does, those that are addresses; where
   * none is, the one called image, or the first text.
   */
  private static List<String> members(Map<String, JsonValue> data) {
    List<String> pictures = new ArrayList<>();
    List<String> addresses = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    data.forEach(
        (name, value) -> {
          List<String> all = addresses(value);
          if (!all.isEmpty() && all.stream().allMatch(PhotoUri::isPicture)) {
            pictures.add(name);
          } else if (all.stream().anyMatch(PhotoUri::isOther)) {
            return;
          } else if (!all.isEmpty() && all.stream().allMatch(PhotoUri::isAddress)) {
            addresses.add(name);
          } else if (value.text().isPresent()) {
            texts.add(name);
          }
        });
    return Stream.of(
            pictures,
            addresses,
            texts.contains("image")
                ? List.of("image")
                : texts.subList(0, Math.min(1, texts.size())))
        .filter(names -> !names.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** The address, or the addresses of a list; of an object in the list its photo's. */
  private static List<String> addresses(JsonValue value) {
    if (value.isText()) {
      return List.of(value.plain());
    }
    return value.items().stream()
        .flatMap(
            item ->
                item.isObject()
                    ? item.members().values().stream()
                        .flatMap(member -> member.text().stream())
                        .filter(PhotoUri::isPicture)
                        .limit(1)
                    : item.text().stream())
        .toList();
  }

  private List<String> addressesOf(String member) {
    return addresses(data.getOrDefault(member, JsonValue.Word.MISSING));
  }

  /** The photo's name where the task has one photo, else the task's place in the file. */
  String title(String place) {
    List<String> all = members.size() == 1 ? addressesOf(members.get(0)) : List.of();
    String name = all.size() == 1 ? names.of(all.get(0)) : "";
    return name.isBlank() ? place : name;
  }

  /**
   * Reads the results of an annotation. A task of which a shape's photo is not clear is refused.
   */
  void read(String place, List<JsonValue> results, AnnotationCollector findings) {
    List<String> on = new ArrayList<>();
    Set<String> shown = new LinkedHashSet<>();
    Map<String, AnnotatedPhoto.Size> sizes = new HashMap<>();
    for (int i = 0; i < results.size(); i++) {
      String address = "";
      if (isAside(results.get(i))) {
        on.add(address);
        continue;
      }
      try {
        String member = member(results.get(i));
        address = address(member, results.get(i));
        shown.addAll(addressesOf(member));
      } catch (MalformedShapeException e) {
        if (LabelStudioShapes.isOnPhoto(results.get(i))) {
          refuse(place, "result[" + i + "]: " + e.reason(), findings);
          return;
        }
      }
      on.add(address);
      LabelStudioShapes.size(results.get(i)).ifPresent(sizeOf(sizes, address));
    }
    if (shown.isEmpty()) {
      members.forEach(member -> shown.addAll(addressesOf(member)));
    }
    if (shown.isEmpty()) {
      shown.add("");
    }
    Map<String, AnnotatedPhotoBuilder> photos = new LinkedHashMap<>();
    for (String address : shown) {
      AnnotatedPhotoBuilder photo =
          findings.photo(place, names.of(address), Optional.ofNullable(sizes.get(address)));
      // of several photos, one without a result may not be annotated
      if (shown.size() == 1 || on.contains(address)) {
        photo.annotated();
      }
      photos.put(address, photo);
    }
    LabelStudioShapes shapes = new LabelStudioShapes(results);
    for (int i = 0; i < results.size(); i++) {
      if (isAside(results.get(i)) && LabelStudioShapes.isOnPhoto(results.get(i))) {
        continue; // a piece of a text, a sound or a video
      }
      AnnotatedPhotoBuilder photo = photos.get(on.get(i));
      for (AnnotatedPhotoBuilder about : photo != null ? List.of(photo) : photos.values()) {
        shapes.read(about, i);
      }
    }
    photos.values().forEach(AnnotatedPhotoBuilder::finish);
  }

  /** Shapes were left out of each photo that they may belong to. */
  private void refuse(String place, String reason, AnnotationCollector findings) {
    List<String> all =
        members.stream().flatMap(member -> addressesOf(member).stream()).distinct().toList();
    if (all.isEmpty()) {
      findings.malformed(place, reason);
    }
    for (String address : all) {
      AnnotatedPhotoBuilder photo = findings.photo(place, PhotoUri.path(address), Optional.empty());
      photo.report(Kind.MALFORMED, place, "", reason);
      photo.finish();
    }
  }

  private static Consumer<AnnotatedPhoto.Size> sizeOf(
      Map<String, AnnotatedPhoto.Size> sizes, String address) {
    return size -> sizes.putIfAbsent(address, size);
  }

  /**
   * Whether a result belongs to a member of the data that is not a photo, such as a text or a
   * sound. A result with a photo's size belongs to a photo, whatever its member.
   */
  private boolean isAside(JsonValue result) {
    String tag = result.get("to_name").plain();
    List<String> shown = addressesOf(tag);
    return !members.isEmpty()
        && !members.contains(tag)
        && !shown.isEmpty()
        && (LabelStudioShapes.size(result).isEmpty() || shown.stream().anyMatch(PhotoUri::isOther));
  }

  /** The member of the data that the tag shows which a result is about. */
  private String member(JsonValue result) {
    String tag = result.get("to_name").plain();
    if (!addressesOf(tag).isEmpty()) {
      return tag;
    }
    if (members.size() == 1) {
      return members.get(0);
    }
    throw new MalformedShapeException(
        members.isEmpty()
            ? "no member of the task's data is a photo's address"
            : "which photo it is on is not clear: to_name is \""
                + tag
                + "\", and the task's data has photos in "
                + String.join(", ", members));
  }

  /** The photo's address, of a member that may hold several. */
  private String address(String member, JsonValue result) {
    List<String> all = addressesOf(member);
    int index = result.get("item_index").count();
    if (all.size() == 1 && index < 1) {
      return all.get(0);
    }
    Matcher numbered = NUMBERED.matcher(result.get("to_name").plain());
    if (!result.members().containsKey("item_index") && numbered.matches()) {
      // a Repeater numbers its tags
      index = Integer.parseInt(numbered.group(1));
    }
    if (index < 0 || index >= all.size()) {
      throw new MalformedShapeException(
          "which photo it is on is not clear: \""
              + member
              + "\" has "
              + all.size()
              + ", item_index is "
              + (index < 0 ? result.get("item_index").kind() : Integer.toString(index)));
    }
    return all.get(index);
  }
}
