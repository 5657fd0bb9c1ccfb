package io.sluice.console;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * A model card as a part of a page, its headings one level lower than on its own; markup inside of
 * the card is shown as text.
 */
final class CardHtml {
  private static final List<Extension> TABLES = List.of(TablesExtension.create());

  private static final int LOWEST = 6;

  private final Parser parser = Parser.builder().extensions(TABLES).build();
  private final HtmlRenderer renderer =
      HtmlRenderer.builder().extensions(TABLES).escapeHtml(true).sanitizeUrls(true).build();

  String of(String markdown) {
    Node card = parser.parse(markdown);
    card.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Heading heading) {
            heading.setLevel(Math.min(LOWEST, heading.getLevel() + 1));
          }
        });
    return renderer.render(card);
  }
}
