// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;

/**
 * CVAT for images 1.1. Shapes of one label and one {@code group_id} above 0 are the parts of one;
 * masks run along the rows of their box. Shapes come in the order in which they are drawn ({@code
 * z_order}). Tags of an image are attributes.
 */
final class CvatReader implements FormatReader {
  private static final Set<String> NOT_READ = Set.of("polyline", "points", "cuboid", "skeleton");

  @Override
  public AnnotationFormat format() {
    return AnnotationFormat.CVAT;
  }

  @Override
  public String expected() {
    return "an XML text whose root is <annotations>";
  }

  @Override
  public boolean recognises(SourceFile source) {
    return source.isXml() && new Document(source).root().equals("annotations");
  }

  @Override
  public void read(SourceFile source, AnnotationCollector findings) {
    if (source.isXml()) {
      new Document(source).read(findings);
    }
  }

  /** One pass through the text. */
  private static final class Document {
    private final SourceFile source;
    private @Nullable AnnotatedPhotoBuilder photo;
    private int images;
    private int shapes;

    Document(SourceFile source) {
      this.source = source;
    }

    private XMLStreamReader open() throws XMLStreamException {
      // the JDK's own parser, not one that the host has installed
      XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
      factory.setXMLResolver(
          (publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("no external entity is read");
          });
      try {
        return factory.createXMLStreamReader(new StringReader(source.xml()));
      } catch (RuntimeException e) {
        throw new XMLStreamException("the parser failed", e);
      }
    }

    private AnnotationException damaged(Exception e) {
      return new AnnotationException(source.name(), "not a sound XML text: " + e.getMessage(), e);
    }

    private static int next(XMLStreamReader xml) throws XMLStreamException {
      int event;
      try {
        event = xml.next();
      } catch (RuntimeException e) {
        // the JDK's parser throws various runtime exceptions on damaged texts
        throw new XMLStreamException("the parser failed", e);
      }
      if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
        throw new XMLStreamException("a document type or an entity is not read");
      }
      return event;
    }

    String root() {
      try {
        XMLStreamReader xml = open();
        while (next(xml) != XMLStreamConstants.START_ELEMENT) {
          // passes the prologue
        }
        return xml.getLocalName();
      } catch (XMLStreamException e) {
        throw damaged(e);
      }
    }

    void read(AnnotationCollector findings) {
      try {
        XMLStreamReader xml = open();
        while (xml.hasNext()) {
          int event = next(xml);
          if (event == XMLStreamConstants.START_ELEMENT) {
            begin(xml, findings);
          } else if (event == XMLStreamConstants.END_ELEMENT
              && xml.getLocalName().equals("image")
              && photo != null) {
            photo.finish();
            photo = null;
          }
        }
      } catch (XMLStreamException e) {
        throw damaged(e);
      }
    }

    private void begin(XMLStreamReader xml, AnnotationCollector findings)
        throws XMLStreamException {
      String element = xml.getLocalName();
      AnnotatedPhotoBuilder open = photo;
      if (element.equals("image")) {
        shapes = 0;
        photo =
            findings.photo(
                "image " + images++,
                text(xml, "name"),
                AnnotationCollector.size(number(xml, "width"), number(xml, "height")));
      } else if (element.equals("track")) {
        findings.report(
            Kind.UNSUPPORTED, "track", "", text(xml, "label"), "tracks of videos are not read");
      } else if (open != null) {
        if (element.equals("attribute")) {
          String name = text(xml, "name");
          open.lastHas(MarkKeywords.says(name, content(xml)));
        } else if (element.equals("tag")) {
          open.attribute(text(xml, "label"), "true");
          open.annotated();
          open.endShape(); // attributes that follow are the tag's
        } else if (NOT_READ.contains(element)
            || Set.of("polygon", "box", "ellipse", "mask").contains(element)) {
          String place = element + " " + shapes++;
          try {
            readShape(xml, open, element, place);
          } catch (MalformedShapeException e) {
            open.report(Kind.MALFORMED, place, text(xml, "label"), e.reason());
          }
        }
      }
    }

    /** The text up to the element's end. */
    private static String content(XMLStreamReader xml) throws XMLStreamException {
      StringBuilder text = new StringBuilder();
      while (next(xml) != XMLStreamConstants.END_ELEMENT) {
        if (xml.isStartElement()) {
          throw new XMLStreamException("an attribute has a text, not elements");
        }
        text.append(xml.isCharacters() ? xml.getText() : "");
      }
      return text.toString();
    }

    private static void readShape(
        XMLStreamReader xml, AnnotatedPhotoBuilder photo, String element, String place)
        throws MalformedShapeException {
      String label = text(xml, "label");
      photo.level(text(xml, "z_order").isEmpty() ? 0 : number(xml, "z_order"));
      String group = text(xml, "group_id").equals("0") ? "" : text(xml, "group_id");
      switch (element) {
        case "polygon" -> photo.polygon(place, label, group, List.of(points(text(xml, "points"))));
        case "box" -> {
          double x0 = number(xml, "xtl");
          double y0 = number(xml, "ytl");
          double x1 = number(xml, "xbr");
          double y1 = number(xml, "ybr");
          double degrees = text(xml, "rotation").isEmpty() ? 0 : number(xml, "rotation");
          double[] box =
              CoordinateArray.turn(
                  CoordinateArray.rectangle(x0, y0, x1, y1), (x0 + x1) / 2, (y0 + y1) / 2, degrees);
          photo.polygon(place, label, group, List.of(box));
        }
        case "ellipse" -> {
          double x = number(xml, "cx");
          double y = number(xml, "cy");
          double degrees = text(xml, "rotation").isEmpty() ? 0 : number(xml, "rotation");
          double[] ellipse =
              CoordinateArray.turn(
                  CoordinateArray.ellipse(x, y, number(xml, "rx"), number(xml, "ry")),
                  x,
                  y,
                  degrees);
          photo.polygon(place, label, group, List.of(ellipse));
        }
        case "mask" -> {
          RunLengthMask mask =
              RunLengthMask.ofRows(
                  number(xml, "width"),
                  number(xml, "height"),
                  number(xml, "left"),
                  number(xml, "top"));
          RunLengthDecoder.commas(text(xml, "rle"), mask);
          photo.mask(place, label, group, mask);
        }
        default ->
            photo.report(
                Kind.UNSUPPORTED,
                place,
                label,
                "polygon, box, ellipse and mask are read, not " + element);
      }
    }

    private static double[] points(String text) throws MalformedShapeException {
      if (text.isBlank()) {
        throw new MalformedShapeException("points as x,y;x,y expected, there are none");
      }
      String[] points = text.split(";", -1);
      double[] xy = new double[2 * points.length];
      for (int i = 0; i < points.length; i++) {
        int comma = points[i].indexOf(',');
        xy[2 * i] = comma < 0 ? Double.NaN : DecimalText.parse(points[i].substring(0, comma));
        xy[2 * i + 1] = comma < 0 ? Double.NaN : DecimalText.parse(points[i].substring(comma + 1));
      }
      return xy;
    }

    private static String text(XMLStreamReader xml, String attribute) {
      return Optional.ofNullable(xml.getAttributeValue(null, attribute)).orElse("");
    }

    private static double number(XMLStreamReader xml, String attribute) {
      return DecimalText.parse(text(xml, attribute));
    }
  }
}
