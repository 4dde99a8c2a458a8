// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.page;

import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.HtmlTemplateOutput;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.internal.HtmlText;

/** Takes what a template writes: its own text as it stands, everything else escaped. */
public final class PageOutput implements HtmlTemplateOutput, HtmlInterceptor {
  private final StringBuilder html = new StringBuilder();

  private PageOutput() {}

  /** A template with what it is rendered of. */
  @FunctionalInterface
  public interface Template {
    void render(HtmlTemplateOutput output, HtmlInterceptor tags);
  }

  /** The text that a template writes. */
  public static String of(Template template) {
    PageOutput page = new PageOutput();
    template.render(page, page);
    return page.html.toString();
  }

  @Override
  public void writeContent(String text) {
    html.append(text);
  }

  @Override
  public void writeContent(String text, int begin, int end) {
    html.append(text, begin, end);
  }

  @Override
  public void writeUserContent(String text) {
    html.append(HtmlText.escape(text));
  }

  /** Text is escaped for content and for attributes in double quotes, wherever it stands. */
  @Override
  public void setContext(String tag, @Nullable String attribute) {}

  @Override
  public void onHtmlTagOpened(String tag, Map<String, Object> attributes, TemplateOutput output) {}

  @Override
  public void onHtmlTagClosed(String tag, TemplateOutput output) {}
}
