package retex.server.document;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Sets content as a tagged A4 PDF (PDF/A-2a, PDF/UA-1) with title, language and embedded fonts.
 * Pure; two runs differ in dates and identifiers only. Safe for use by several threads.
 */
public final class Typesetter {

  private static final String SHEET =
      """
      @page { size: A4; margin: 22mm 20mm 22mm 26mm;
        @bottom-left { content: element(foot); }
        @bottom-right { white-space: nowrap; width: 20mm; content: counter(page) " / " counter(pages); font: 9pt "Noto Sans"; color: #4a5260; } }
      body { font: 10.5pt/1.45 "Noto Sans"; color: #14181f; }
      h1 { font-size: 20pt; line-height: 1.2; margin: 0 0 4mm; }
      h2 { font-size: 13pt; margin: 8mm 0 2mm; page-break-after: avoid; border-bottom: 0.6pt solid #c9ced6; padding-bottom: 1mm; }
      h3 { font-size: 10.5pt; margin: 5mm 0 1mm; page-break-after: avoid; }
      p { margin: 0 0 2mm; }
      .quiet { color: #4a5260; }
      .foot { position: running(foot); font: 9pt "Noto Sans"; color: #4a5260; }
      ol, ul { margin: 0 0 2mm; padding-left: 6mm; }
      li { margin-bottom: 1.5mm; page-break-inside: avoid; }
      table { width: 100%; border-collapse: collapse; margin: 1mm 0 3mm; -fs-table-paginate: paginate; }
      caption { text-align: left; color: #4a5260; padding-bottom: 1mm; }
      th { text-align: left; font-weight: bold; }
      thead th { color: #4a5260; font-weight: normal; border-bottom: 0.6pt solid #4a5260; }
      th, td { padding: 1.1mm 3mm 1.1mm 0; vertical-align: top; border-bottom: 0.4pt solid #c9ced6; }
      tbody th { font-weight: normal; }
      tr { page-break-inside: avoid; }
      td.bar { width: 52mm; }
      .full { background: #eef1f5; height: 3.6mm; width: 50mm; margin-top: 0.8mm; }
      .part { background: #0b57a4; height: 3.6mm; }
      """;

  static {
    XRLog.setLoggingEnabled(false); // it would write what is set into the log
  }

  private Typesetter() {}

  /** The finished file. */
  public static byte[] pdf(Content content) {
    var out = new ByteArrayOutputStream();
    try {
      var builder = new PdfRendererBuilder();
      builder.useFastMode();
      builder.usePdfUaAccessibility(true);
      builder.usePdfAConformance(PdfRendererBuilder.PdfAConformance.PDFA_2_A);
      builder.useColorProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
      font(builder, "NotoSans-Regular.ttf", 400);
      font(builder, "NotoSans-Bold.ttf", 700);
      builder.withHtmlContent(html(content), null);
      builder.toStream(out);
      builder.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void font(PdfRendererBuilder builder, String file, int weight) {
    builder.useFont(
        () -> {
          InputStream in = Typesetter.class.getResourceAsStream("/fonts/" + file);
          if (in == null) {
            throw new IllegalStateException("font " + file);
          }
          return in;
        },
        "Noto Sans",
        weight,
        FontStyle.NORMAL,
        true);
  }

  private static String html(Content content) {
    var html = new StringBuilder();
    html.append("<html lang=\"").append(content.language()).append("\"><head><title>");
    html.append(escaped(content.title())).append("</title>");
    html.append("<meta name=\"subject\" content=\"")
        .append(escaped(content.title()))
        .append("\"/>");
    html.append("<meta name=\"description\" content=\"").append(escaped(content.title()));
    html.append("\"/><style>").append(SHEET).append("</style></head><body>");
    html.append("<div class=\"foot\">").append(escaped(content.footer())).append("</div>");
    html.append("<h1>").append(escaped(content.title())).append("</h1>");
    for (Content.Block block : content.blocks()) {
      html.append(
          block.<String>fold(
              Typesetter::heading,
              Typesetter::paragraph,
              Typesetter::items,
              Typesetter::table,
              Typesetter::bars));
    }
    return html.append("</body></html>").toString();
  }

  private static String heading(Content.Heading it) {
    return element("h" + it.level(), "", it.text());
  }

  private static String paragraph(Content.Paragraph it) {
    return element("p", it.quiet() ? " class=\"quiet\"" : "", it.text());
  }

  private static String items(Content.Items it) {
    var html = new StringBuilder(it.numbered() ? "<ol>" : "<ul>");
    for (Content.Item item : it.items()) {
      html.append("<li>");
      if (!item.lead().isEmpty()) {
        html.append("<b>").append(escaped(item.lead())).append("</b> ");
      }
      html.append(escaped(item.text())).append("</li>");
    }
    return html.append(it.numbered() ? "</ol>" : "</ul>").toString();
  }

  private static String table(Content.Table it) {
    var html = new StringBuilder("<table>");
    caption(html, it.caption(), it.head());
    for (java.util.List<String> row : it.rows()) {
      html.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        html.append(
            i == 0 ? element("th", " scope=\"row\"", row.get(i)) : element("td", "", row.get(i)));
      }
      html.append("</tr>");
    }
    return html.append("</tbody></table>").toString();
  }

  private static String bars(Content.Bars it) {
    var html = new StringBuilder("<table>");
    caption(html, it.caption(), it.head());
    for (Content.Bar bar : it.bars()) {
      double share = Math.max(0, Math.min(1, bar.value() / it.most()));
      html.append("<tr>").append(element("th", " scope=\"row\"", bar.label()));
      html.append("<td class=\"bar\"><div class=\"full\"><div class=\"part\" style=\"width:");
      html.append(Math.round(share * 500) / 10.0).append("mm\"></div></div></td>");
      html.append(element("td", "", bar.figure())).append(element("td", "", bar.note()));
      html.append("</tr>");
    }
    return html.append("</tbody></table>").toString();
  }

  private static void caption(StringBuilder html, String caption, java.util.List<String> head) {
    if (!caption.isEmpty()) {
      html.append(element("caption", "", caption));
    }
    html.append("<thead><tr>");
    head.forEach(cell -> html.append(element("th", " scope=\"col\"", cell)));
    html.append("</tr></thead><tbody>");
  }

  private static String element(String name, String attributes, String text) {
    return "<" + name + attributes + ">" + escaped(text) + "</" + name + ">";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
