// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.score;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationReader;
import uk.ac.bgs.corescore.core.corelog.piece.PieceFinder;
import uk.ac.bgs.corescore.core.corelog.piece.PieceRules;
import uk.ac.bgs.corescore.core.score.Condition.Grade;
import uk.ac.bgs.corescore.image.PixelRect;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.LabelledPolygon;
import uk.ac.bgs.corescore.measure.Area;
import uk.ac.bgs.corescore.measure.Fragment;
import uk.ac.bgs.corescore.measure.FragmentMeasures;
import uk.ac.bgs.corescore.measure.Length;

/**
 * The recipe of {@code condition.properties}: fits the model of the condition of core to rows that
 * an annotator judged, and estimates its accuracy by leave-one-out.
 *
 * <pre>java -cp TEST_CLASS_PATH uk.ac.bgs.corescore.core.score.ConditionRecipe LABELS.json</pre>
 *
 * prints the report and, at its end, the file. The labels are polygons of rock, and an attribute of
 * the photo with one of the four classes.
 */
@SuppressWarnings("EnumOrdinal") // the classes are in order of condition
final class ConditionRecipe {
  private static final String JUDGEMENT = "pick_most_suitable_classification_for_rock_condition";
  private static final int CLASSES = Grade.values().length;

  /** Prior of the standardised coefficients: a normal distribution of deviation 1. */
  static final double RIDGE = 1;

  /** The figures that were thought of; the model has the first two. */
  enum Figure {
    SIZE,
    FULL,
    RUBBLE,
    COUNT,
    LARGEST
  }

  /** The model's figures. */
  static final Set<Figure> CHOSEN = Set.of(Figure.SIZE, Figure.FULL);

  /** A row that was judged. */
  record Judged(
      String photo,
      Grade grade,
      boolean accepted,
      Map<Figure, Double> figures,
      List<ConditionModel.Part> parts) {
    /** Whether the model has an answer. */
    boolean enough() {
      return ConditionModel.squares(parts) >= 1;
    }
  }

  private ConditionRecipe() {}

  /** Prints the report and the file. */
  public static void main(String[] args) throws IOException {
    List<Judged> rows = read(Path.of(args[0]));
    System.out.println(report(rows));
    System.out.println(file(rows));
  }

  /** The judged rows of a label file. */
  static List<Judged> read(Path labels) throws IOException {
    List<Judged> rows = new ArrayList<>();
    for (AnnotatedPhoto photo : AnnotationReader.create().read(labels).photos()) {
      Grade grade =
          Grade.valueOf(String.valueOf(photo.attributes().get(JUDGEMENT)).toUpperCase(Locale.ROOT));
      List<ConditionModel.Part> parts = parts(photo);
      rows.add(
          new Judged(
              photo.name(),
              grade,
              !"-1".equals(photo.attributes().get("review_score")),
              figures(parts),
              parts));
    }
    return rows;
  }

  private static List<ConditionModel.Part> parts(AnnotatedPhoto photo) {
    List<Fragment> fragments = new ArrayList<>();
    Envelope all = new Envelope();
    for (LabelledPolygon polygon : photo.polygons()) {
      if (polygon.label().startsWith("Rock_Fragment")) {
        all.expandToInclude(polygon.outline().getEnvelopeInternal());
        fragments.add(fragment(fragments.size() + 1, polygon.outline()));
      }
    }
    // The photos' sizes are not known; that of the row matters nothing, since all is in diameters.
    int height = (int) Math.ceil(all.getMaxY()) + 1;
    Layout layout = Layout.whole(Math.max(height, (int) Math.ceil(all.getMaxX()) + 1), height);
    List<ConditionModel.Part> parts = new ArrayList<>();
    PieceFinder.find(layout, fragments, List.of(), Set.of(), Set.of(), Map.of(), PieceRules.DEFAULT)
        .values()
        .forEach(row -> row.sizes().forEach(size -> parts.add(new ConditionModel.Part(size, 1))));
    return parts;
  }

  /** A fragment of row 1 of which only the outline is used. */
  static Fragment fragment(int id, Geometry outline) {
    Envelope box = outline.getEnvelopeInternal();
    return new Fragment(
        id,
        "Rock_Fragment",
        outline,
        new FragmentMeasures(
            new Area(outline.getArea()),
            new Length(outline.getLength()),
            new Area(0),
            box.centre().x,
            box.centre().y,
            new PixelRect(
                (int) box.getMinX(),
                (int) box.getMinY(),
                (int) box.getWidth() + 1,
                (int) box.getHeight() + 1),
            new Length(Math.max(box.getWidth(), box.getHeight())),
            new Length(Math.min(box.getWidth(), box.getHeight())),
            new Area(Math.max(outline.getArea(), outline.convexHull().getArea()))),
        OptionalDouble.empty(),
        OptionalInt.of(1));
  }

  private static Map<Figure, Double> figures(List<ConditionModel.Part> parts) {
    double squares = ConditionModel.squares(parts);
    double[] own = ConditionModel.figures(parts);
    double small = 0;
    double largest = 0;
    for (ConditionModel.Part part : parts) {
      double size = part.size().squares();
      small += size < 0.5 ? size : 0;
      largest = Math.max(largest, size);
    }
    Map<Figure, Double> figures = new TreeMap<>();
    figures.put(Figure.SIZE, own[0]);
    figures.put(Figure.FULL, own[1]);
    figures.put(Figure.RUBBLE, small / squares);
    figures.put(Figure.COUNT, Math.log(parts.size() / squares));
    figures.put(Figure.LARGEST, largest / squares);
    return figures;
  }

  /** A model of some figures, fitted to rows. */
  static OrdinalFit fit(List<Judged> rows, Set<Figure> figures) {
    return OrdinalFit.fit(
        rows.stream().map(row -> values(row, figures)).toArray(double[][]::new),
        rows.stream().mapToInt(row -> row.grade.ordinal()).toArray(),
        CLASSES,
        RIDGE);
  }

  private static double[] values(Judged row, Set<Figure> figures) {
    return Arrays.stream(Figure.values())
        .filter(figures::contains)
        .mapToDouble(row.figures::get)
        .toArray();
  }

  /** Probabilities of each row by models that never saw it. */
  static List<double[]> leftOut(List<Judged> rows, List<Judged> fitted, Set<Figure> figures) {
    return rows.stream()
        .map(row -> fit(without(fitted, row), figures).probabilities(values(row, figures)))
        .toList();
  }

  /** The same with the figures chosen again without each row, by Akaike's criterion. */
  static List<double[]> leftOutAndChosen(List<Judged> rows, List<Judged> fitted) {
    List<double[]> found = new ArrayList<>();
    for (Judged row : rows) {
      List<Judged> others = without(fitted, row);
      Set<Figure> best = CHOSEN;
      double least = Double.POSITIVE_INFINITY;
      for (Set<Figure> figures : candidates()) {
        OrdinalFit fit = fit(others, figures);
        double criterion = 2.0 * figures.size();
        for (Judged other : others) {
          criterion -=
              2 * Math.log(fit.probabilities(values(other, figures))[other.grade.ordinal()]);
        }
        if (criterion < least) {
          least = criterion;
          best = figures;
        }
      }
      found.add(fit(others, best).probabilities(values(row, best)));
    }
    return found;
  }

  private static List<Set<Figure>> candidates() {
    List<Set<Figure>> sets = new ArrayList<>();
    for (Figure one : Figure.values()) {
      sets.add(Set.of(one));
      for (Figure other : Figure.values()) {
        if (other.ordinal() > one.ordinal()) {
          sets.add(Set.of(one, other));
        }
      }
    }
    return sets;
  }

  private static List<Judged> without(List<Judged> rows, Judged row) {
    return rows.stream().filter(other -> !other.equals(row)).toList();
  }

  /** How well classes are reported. */
  @SuppressWarnings("ArrayRecordComponent") // made once and read only
  record Quality(int[][] confusion, double rho, double logLoss) {
    static Quality of(List<Judged> rows, List<double[]> probabilities) {
      int[][] confusion = new int[CLASSES][CLASSES];
      double[] truth = new double[rows.size()];
      double[] expected = new double[rows.size()];
      double loss = 0;
      for (int i = 0; i < rows.size(); i++) {
        double[] p = probabilities.get(i);
        int best = 0;
        for (int k = 0; k < CLASSES; k++) {
          best = p[k] > p[best] ? k : best;
          expected[i] += k * p[k];
        }
        int right = rows.get(i).grade.ordinal();
        truth[i] = right;
        confusion[right][best]++;
        loss -= Math.log(p[right]) / rows.size();
      }
      return new Quality(confusion, spearman(truth, expected), loss);
    }

    /** Share of rows whose class is at most this many classes off. */
    double within(int classes) {
      int all = 0;
      int near = 0;
      for (int i = 0; i < CLASSES; i++) {
        for (int k = 0; k < CLASSES; k++) {
          all += confusion[i][k];
          near += Math.abs(i - k) <= classes ? confusion[i][k] : 0;
        }
      }
      return (double) near / all;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "right %.2f, within one class %.2f, rho %.3f, log loss %.2f",
          within(0),
          within(1),
          rho,
          logLoss);
    }
  }

  /** Spearman's rank correlation: Pearson's of the ranks, equal values sharing theirs. */
  static double spearman(double[] a, double[] b) {
    double[] x = ranks(a);
    double[] y = ranks(b);
    double middle = (a.length + 1) / 2.0;
    double both = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i < a.length; i++) {
      both += (x[i] - middle) * (y[i] - middle);
      first += (x[i] - middle) * (x[i] - middle);
      second += (y[i] - middle) * (y[i] - middle);
    }
    return both / Math.sqrt(first * second);
  }

  private static double[] ranks(double[] values) {
    double[] ranks = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      ranks[i] =
          Arrays.stream(values).filter(other -> other < value).count()
              + (Arrays.stream(values).filter(other -> other == value).count() + 1) / 2.0;
    }
    return ranks;
  }

  /** What the documentation says of the model. */
  static String report(List<Judged> rows) {
    List<Judged> enough = rows.stream().filter(Judged::enough).toList();
    List<Judged> accepted = rows.stream().filter(Judged::accepted).toList();
    StringBuilder text = new StringBuilder();
    for (Judged row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s %s %s %s %s%n",
              row.photo,
              row.grade.id(),
              row.enough() ? "" : "too little",
              row.accepted ? "" : "rejected",
              row.figures));
    }
    Quality own = Quality.of(enough, leftOut(enough, enough, CHOSEN));
    for (int i = 0; i < CLASSES; i++) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-10s %s%n",
              Grade.values()[i].id(),
              Arrays.toString(own.confusion[i])));
    }
    line(text, enough.size() + " rows with an answer", own);
    line(
        text,
        "the same, figures chosen anew without each row",
        Quality.of(enough, leftOutAndChosen(enough, enough)));
    line(
        text,
        accepted.size() + " accepted by the reviewer",
        Quality.of(accepted, leftOut(accepted, enough, CHOSEN)));
    line(
        text,
        "all " + rows.size() + ", an answer forced",
        Quality.of(rows, leftOut(rows, enough, CHOSEN)));
    line(
        text,
        "all " + rows.size() + ", forced, and fitted to all of them",
        Quality.of(rows, leftOut(rows, rows, CHOSEN)));
    for (Figure figure : Figure.values()) {
      line(text, figure + " alone", Quality.of(enough, leftOut(enough, enough, Set.of(figure))));
    }
    for (Grade grade : Grade.values()) {
      double[] always = new double[CLASSES];
      always[grade.ordinal()] = 1;
      Quality same = Quality.of(enough, enough.stream().map(row -> always).toList());
      text.append(
          String.format(
              Locale.ROOT,
              "always %s: right %.2f, within one class %.2f%n",
              grade.id(),
              same.within(0),
              same.within(1)));
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String what, Quality quality) {
    text.append(what).append(": ").append(quality).append(System.lineSeparator());
  }

  /** The coefficients as they are kept: fitted to all rows with an answer. */
  static String file(List<Judged> rows) {
    OrdinalFit fit = fit(rows.stream().filter(Judged::enough).toList(), CHOSEN);
    StringBuilder text =
        new StringBuilder("# Made by ConditionRecipe; what they mean is said by ConditionModel.\n");
    text.append(String.format(Locale.ROOT, "size=%.4f%n", fit.coefficients()[0]));
    text.append(String.format(Locale.ROOT, "full=%.4f%n", fit.coefficients()[1]));
    for (int k = 0; k < CLASSES - 1; k++) {
      text.append(
          String.format(Locale.ROOT, "cut.%s=%.4f%n", Grade.values()[k].id(), fit.cuts()[k]));
    }
    return text.toString();
  }
}
