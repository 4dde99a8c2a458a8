// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;

/** COCO instances: lists of polygons, which are one shape, and run lengths down the columns. */
final class CocoReader implements FormatReader {
  @Override
  public AnnotationFormat format() {
    return AnnotationFormat.COCO;
  }

  @Override
  public String expected() {
    return "an object with \"images\" and \"annotations\"";
  }

  @Override
  public boolean recognises(SourceFile source) {
    return source.json().get("images").isList() && source.json().get("annotations").isList();
  }

  @Override
  public void read(SourceFile source, AnnotationCollector findings) {
    Map<String, AnnotatedPhotoBuilder> photos = new LinkedHashMap<>();
    List<JsonValue> images = source.json().get("images").items();
    Set<String> shared = shared(images, "file_name");
    for (int i = 0; i < images.size(); i++) {
      JsonValue image = images.get(i);
      String place = "images[" + i + "]";
      String id = image.get("id").plain();
      if (photos.containsKey(id) && !shared.contains(id)) {
        continue; // the same once more
      }
      AnnotatedPhotoBuilder photo =
          findings.photo(
              place,
              image.get("file_name").plain(),
              AnnotationCollector.size(image.get("width").number(), image.get("height").number()));
      if (image.get("annotated") == JsonValue.Word.TRUE) {
        photo.annotated();
      }
      image.get("attributes").members().forEach((k, v) -> photo.attribute(k, v.plain()));
      if (shared.contains(id)) {
        photo.report(
            Kind.MALFORMED,
            place,
            "",
            "another image has the id "
                + id
                + " too, so that it is not clear whose the shapes are");
      }
      // a shared id is not a key: nothing refers to such a photo
      photos.put(shared.contains(id) ? "\0" + place : id, photo);
    }
    Map<String, String> labels = new HashMap<>();
    List<JsonValue> categories = source.json().get("categories").items();
    Set<String> unclear = shared(categories, "name");
    for (JsonValue category : categories) {
      labels.put(category.get("id").plain(), category.get("name").plain());
    }
    int crowds = 0;
    List<JsonValue> annotations = source.json().get("annotations").items();
    for (int i = 0; i < annotations.size(); i++) {
      JsonValue annotation = annotations.get(i);
      String place = "annotations[" + i + "]";
      String category = annotation.get("category_id").plain();
      Optional<AnnotatedPhotoBuilder> photo =
          Optional.ofNullable(photos.get(annotation.get("image_id").plain()));
      String image = annotation.get("image_id").plain();
      if (shared.contains(image)) {
        findings.malformed(place, "several images have the id " + image);
      } else if (photo.isEmpty()) {
        findings.malformed(place, "there is no image " + image);
      } else if (unclear.contains(category)) {
        photo
            .get()
            .report(
                Kind.MALFORMED,
                place,
                "",
                "several categories have the id "
                    + category
                    + ": "
                    + categories.stream()
                        .filter(one -> one.get("id").plain().equals(category))
                        .map(one -> one.get("name").plain())
                        .collect(Collectors.joining(", ")));
      } else if (!labels.containsKey(category)) {
        photo.get().report(Kind.UNKNOWN_LABEL, place, "", "there is no category " + category);
      } else {
        readShape(photo.get(), place, labels.getOrDefault(category, ""), annotation);
        crowds += annotation.get("iscrowd").number() == 1 ? 1 : 0;
      }
    }
    if (crowds > 0) {
      findings.report(
          Kind.CROWD,
          "",
          "",
          "",
          "shapes marked as crowds (iscrowd), as CVAT marks each mask: " + crowds);
    }
    photos.values().forEach(AnnotatedPhotoBuilder::finish);
  }

  /** The ids that are not unique, as in files merged by hand. */
  private static Set<String> shared(List<JsonValue> all, String name) {
    Map<String, String> names = new HashMap<>();
    Set<String> shared = new HashSet<>();
    for (JsonValue one : all) {
      String id = one.get("id").plain();
      String before = names.putIfAbsent(id, one.get(name).plain());
      if (before != null && !before.equals(one.get(name).plain())) {
        shared.add(id);
      }
    }
    return shared;
  }

  private static void readShape(
      AnnotatedPhotoBuilder photo, String place, String label, JsonValue annotation) {
    JsonValue segmentation = annotation.get("segmentation");
    photo.marks(MarkKeywords.in(annotation.get("attributes")));
    try {
      if (segmentation.isObject()) {
        photo.mask(place, label, place, runs(segmentation, photo.size()));
      } else if (segmentation.items().isEmpty()) {
        throw new MalformedShapeException(
            "a segmentation of polygons or run lengths expected, it is "
                + (segmentation.isList() ? "an empty list" : segmentation.kind()));
      } else if (segmentation.get(0).isList()) {
        readPolygons(photo, place, label, segmentation.items());
      } else {
        photo.polygon(place, label, place, List.of(CoordinateArray.flat(segmentation)));
      }
    } catch (MalformedShapeException e) {
      photo.report(Kind.MALFORMED, place, label, e.reason());
    }
  }

  private static void readPolygons(
      AnnotatedPhotoBuilder photo, String place, String label, List<JsonValue> polygons) {
    for (int i = 0; i < polygons.size(); i++) {
      String part = polygons.size() == 1 ? place : place + ".segmentation[" + i + "]";
      try {
        photo.polygon(part, label, place, List.of(CoordinateArray.flat(polygons.get(i))));
      } catch (MalformedShapeException e) {
        photo.report(Kind.MALFORMED, part, label, e.reason());
      }
    }
  }

  private static RunLengthMask runs(JsonValue segmentation, Optional<AnnotatedPhoto.Size> size)
      throws MalformedShapeException {
    double height = segmentation.get("size").get(0).number();
    double width = segmentation.get("size").get(1).number();
    if (size.isPresent() && (size.get().width() != width || size.get().height() != height)) {
      throw new MalformedShapeException(
          "the mask is "
              + DecimalText.text(width)
              + " x "
              + DecimalText.text(height)
              + ", the photo "
              + size.get());
    }
    RunLengthMask mask = RunLengthMask.ofColumns(width, height);
    JsonValue counts = segmentation.get("counts");
    if (counts.isList()) {
      RunLengthDecoder.numbers(counts.items(), mask);
    } else if (counts.isText()) {
      RunLengthDecoder.string(counts.plain(), mask);
    } else {
      throw new MalformedShapeException(
          "counts as a list or a string expected, it is " + counts.kind());
    }
    return mask;
  }
}
