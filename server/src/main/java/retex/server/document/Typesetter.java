package retex.server.document;

import com.openhtmltopdf.bidi.support.ICUBidiReorderer;
import com.openhtmltopdf.bidi.support.ICUBidiSplitter;
import com.openhtmltopdf.bidi.support.ICUBreakers;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.TextDirection;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Sets content as a tagged A4 PDF (PDF/A-2a, PDF/UA-1) with title, language and embedded fonts.
 * Pure; two runs differ in dates and identifiers only. Safe for use by several threads.
 */
public final class Typesetter {

  private static final String SHEET =
      """
      @page { size: A4; margin: 22mm 20mm 22mm 26mm;
        @bottom-left { content: element(foot); }
        @bottom-right { white-space: nowrap; width: 20mm; content: counter(page) " / " counter(pages); font: 9pt FAMILIES; color: #4a5260; } }
      body { font: 10.5pt/1.45 FAMILIES; color: #14181f; }
      h1 { font-size: 20pt; line-height: 1.2; margin: 0 0 4mm; }
      h2 { font-size: 13pt; margin: 8mm 0 2mm; page-break-after: avoid; border-bottom: 0.6pt solid #c9ced6; padding-bottom: 1mm; }
      h3 { font-size: 10.5pt; margin: 5mm 0 1mm; page-break-after: avoid; }
      p { margin: 0 0 2mm; }
      .quiet { color: #4a5260; }
      .foot { position: running(foot); font: 9pt FAMILIES; color: #4a5260; }
      ol, ul { margin: 0 0 2mm; padding-left: 6mm; }
      li { margin-bottom: 1.5mm; page-break-inside: avoid; }
      table { width: 100%; border-collapse: collapse; margin: 1mm 0 3mm; page-break-inside: avoid; }
      caption { text-align: left; color: #4a5260; padding-bottom: 1mm; }
      th { text-align: left; font-weight: bold; }
      thead th { color: #4a5260; font-weight: normal; border-bottom: 0.6pt solid #4a5260; }
      th, td { padding: 1.1mm 3mm 1.1mm 0; vertical-align: top; border-bottom: 0.4pt solid #c9ced6; }
      tbody th { font-weight: normal; }
      tr { page-break-inside: avoid; }
      caption, thead { page-break-after: avoid; }
      td.bar { width: 42mm; }
      td.figure { white-space: nowrap; }
      table.long { page-break-inside: auto; }
      RTL
      .full { background: #eef1f5; height: 3.6mm; width: 40mm; margin-top: 0.8mm; }
      .part { background: #0b57a4; height: 3.6mm; }
      .chart { display: block; width: 40mm; margin-top: 0.8mm; }
      """;

  private static final String RIGHT_TO_LEFT =
      """
      ol, ul { padding-left: 0; padding-right: 6mm; }
      caption, th, td { text-align: right; }
      th, td { padding: 1.1mm 0 1.1mm 3mm; }
      .part { margin-left: auto; }
      """;

  static {
    XRLog.setLoggingEnabled(false); // it would write what is set into the log
  }

  private static final int LONG = 6; // rows
  private static final int LINE = 24; // letters: half of what is longer goes into more lines
  private static final int NARROW = 12; // letters: "1 of 2", in whichever language, in one line

  private Typesetter() {}

  /** The file as it will be, for reading before the release. */
  public static byte[] preview(Content content) {
    return pdf(content, Edition.PREVIEW);
  }

  /** The finished file, without a signature: the same bytes each time, on any machine. */
  public static byte[] pdf(Content content, Edition edition) {
    try {
      var builder = new PdfRendererBuilder();
      builder.useFastMode();
      builder.usePdfUaAccessibility(true);
      builder.usePdfAConformance(PdfRendererBuilder.PdfAConformance.PDFA_2_A);
      builder.useColorProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
      Faces.addTo(builder);
      builder.useUnicodeBidiSplitter(new ICUBidiSplitter.ICUBidiSplitterFactory());
      builder.useUnicodeBidiReorderer(new ICUBidiReorderer());
      builder.useUnicodeLineBreaker(
          new ICUBreakers.ICULineBreaker(Locale.forLanguageTag(content.language())));
      builder.defaultTextDirection(
          isRightToLeft(content.language()) ? TextDirection.RTL : TextDirection.LTR);
      builder.useObjectDrawerFactory(Chart.FACTORY);
      builder.withHtmlContent(html(content, edition), null);
      builder.toStream(OutputStream.nullOutputStream());
      try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
        renderer.layout();
        try (PDDocument document = renderer.createPDFKeepOpen()) {
          return Finish.of(document, content, edition);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean isRightToLeft(String language) {
    return language.equals("ar");
  }

  private static String html(Content content, Edition edition) {
    boolean rightToLeft = isRightToLeft(content.language());
    var html = new StringBuilder();
    html.append("<html lang=\"").append(content.language());
    html.append(rightToLeft ? "\" dir=\"rtl\"" : "\"");
    html.append("><head><title>");
    html.append(escaped(content.title())).append("</title>");
    html.append("<style>")
        .append(
            SHEET
                .replace("FAMILIES", Faces.families(rightToLeft))
                .replace("RTL", rightToLeft ? RIGHT_TO_LEFT : ""))
        .append("</style></head><body>");
    html.append("<div class=\"foot\">").append(escaped(foot(content, edition)));
    html.append("</div>");
    html.append("<h1>").append(escaped(content.title())).append("</h1>");
    for (Content.Block block : content.blocks()) {
      html.append(
          block.<String>fold(
              Typesetter::heading,
              Typesetter::paragraph,
              Typesetter::items,
              it -> table(it, rightToLeft),
              it -> bars(it, rightToLeft)));
    }
    return html.append("</body></html>").toString();
  }

  /** What stands at the foot of every page before the page's number. */
  static String foot(Content content, Edition edition) {
    return content.footer() + " " + edition.copy();
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

  private static String table(Content.Table it, boolean rightToLeft) {
    var html = new StringBuilder(opened(it.rows().size()));
    head(html, it.caption(), it.head(), shares(it), rightToLeft);
    for (List<String> row : it.rows()) {
      var cells = new ArrayList<String>();
      for (int i = 0; i < row.size(); i++) {
        cells.add(
            i == 0 ? element("th", " scope=\"row\"", row.get(i)) : element("td", "", row.get(i)));
      }
      row(html, cells, rightToLeft);
    }
    return html.append("</tbody></table>").toString();
  }

  private static String bars(Content.Bars it, boolean rightToLeft) {
    var html = new StringBuilder(opened(it.bars().size()));
    head(html, it.caption(), it.head(), List.of(), rightToLeft);
    for (Content.Bar bar : it.bars()) {
      var cells = new ArrayList<String>();
      cells.add(element("th", " scope=\"row\"", bar.label()));
      cells.add("<td class=\"bar\">" + Chart.html(bar, it.most(), rightToLeft) + "</td>");
      cells.add(element("td", " class=\"figure\"", bar.figure()));
      cells.add(element("td", "", bar.note()));
      row(html, cells, rightToLeft);
    }
    return html.append("</tbody></table>").toString();
  }

  /** A table of some length goes on on the next page. */
  private static String opened(int rows) {
    return rows > LONG ? "<table class=\"long\">" : "<table>";
  }

  /**
   * How much of the width each column of texts has, in hundredths: left alone, one long text would
   * squeeze the short ones beside it.
   */
  private static List<Integer> shares(Content.Table it) {
    var letters = new ArrayList<Integer>();
    for (int column = 0; column < it.head().size(); column++) {
      int most =
          Arrays.stream(it.head().get(column).split(" ")).mapToInt(String::length).max().orElse(0);
      for (List<String> row : it.rows()) {
        int length = row.get(column).length();
        most = Math.max(most, length > LINE ? LINE + (length - LINE) / 2 : length);
      }
      letters.add(Math.max(NARROW, most + 3)); // and the space between two columns
    }
    int all = letters.stream().mapToInt(one -> one).sum();
    return letters.stream().map(one -> 100 * one / all).toList();
  }

  private static void head(
      StringBuilder html,
      String caption,
      List<String> head,
      List<Integer> shares,
      boolean rightToLeft) {
    if (!caption.isEmpty()) {
      html.append(element("caption", "", caption));
    }
    html.append("<thead>");
    var cells = new ArrayList<String>();
    for (int i = 0; i < head.size(); i++) {
      String width = shares.isEmpty() ? "" : " style=\"width:" + shares.get(i) + "%\"";
      cells.add(element("th", " scope=\"col\"" + width, head.get(i)));
    }
    row(html, cells, rightToLeft);
    html.append("</thead><tbody>");
  }

  /** The library sets columns from the left only: the tags are put in order afterwards. */
  private static void row(StringBuilder html, List<String> cells, boolean rightToLeft) {
    if (rightToLeft) {
      Collections.reverse(cells);
    }
    html.append("<tr>");
    cells.forEach(html::append);
    html.append("</tr>");
  }

  private static String element(String name, String attributes, String text) {
    return "<" + name + attributes + ">" + escaped(text) + "</" + name + ">";
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
