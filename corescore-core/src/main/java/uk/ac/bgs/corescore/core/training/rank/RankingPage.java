// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.rank;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.internal.HtmlHead;
import uk.ac.bgs.corescore.core.internal.HtmlText;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.internal.files.JarText;
import uk.ac.bgs.corescore.core.internal.page.JteRankingGenerated;
import uk.ac.bgs.corescore.core.internal.page.PageOutput;
import uk.ac.bgs.corescore.core.internal.page.RankingView;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.score.ExtraMeasure;

/** The contact sheet, which allows nothing but its own style and images. */
final class RankingPage {
  private RankingPage() {}

  static String html(String segmenter, List<RankedPhoto> first, int all) throws IOException {
    List<RankingView.Photo> photos = new ArrayList<>();
    for (RankedPhoto photo : first) {
      photos.add(
          new RankingView.Photo(photos.size() + 1, photo.name(), facts(photo), picture(photo)));
    }
    RankingView page =
        new RankingView(
            HtmlHead.of("What to label next", JarText.of(RankingPage.class, "ranking.css")),
            (first.size() < all ? "the first " + first.size() + " of " : "")
                + all
                + (all == 1 ? " photo" : " photos"),
            segmenter,
            photos);
    return PageOutput.of((output, tags) -> JteRankingGenerated.render(output, tags, page));
  }

  private static List<RankingView.Fact> facts(RankedPhoto photo) {
    List<RankingView.Fact> facts = new ArrayList<>();
    facts.add(figure("Score", OptionalDouble.of(photo.score())));
    facts.add(figure("Entropy", photo.entropy()));
    facts.add(figure("Boundaries", OptionalDouble.of(photo.boundaryDisagreement())));
    facts.add(figure("Rock", OptionalDouble.of(photo.regionDisagreement())));
    facts.add(figure("Counts", OptionalDouble.of(photo.countSpread())));
    String counts =
        photo.fragments().stream().map(String::valueOf).collect(Collectors.joining(" \u00B7 "));
    facts.add(new RankingView.Fact("Pieces in each view", counts, false));
    for (ExtraMeasure extra : photo.extras()) {
      if (extra.text().isPresent()) {
        facts.add(new RankingView.Fact(extra.name(), extra.text().get(), true));
      } else if (extra.value().isPresent()) {
        String unit = extra.unit().equals("1") ? "" : " " + extra.unit();
        String value = NumberText.readable(extra.value().getAsDouble(), 3) + unit;
        facts.add(new RankingView.Fact(extra.name(), value, false));
      }
    }
    return facts;
  }

  private static RankingView.Fact figure(String term, OptionalDouble value) {
    String text = value.isPresent() ? NumberText.fixed(value.getAsDouble(), 3) : "\u2013";
    return new RankingView.Fact(term, text, false);
  }

  private static Optional<RankingView.Picture> picture(RankedPhoto photo) throws IOException {
    if (photo.picture().isEmpty()) {
      return Optional.empty();
    }
    RgbImage picture = photo.picture().get();
    return Optional.of(
        new RankingView.Picture(picture.width(), picture.height(), HtmlText.jpegUri(picture)));
  }
}
