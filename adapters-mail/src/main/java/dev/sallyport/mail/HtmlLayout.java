package dev.sallyport.mail;

import java.util.stream.Collectors;

/**
 * Lays letters out as HTML that mail programs of any age can show: one table, styles inline, no scripts, and nothing fetched from
 * elsewhere. Whatever a letter says is escaped.
 */
final class HtmlLayout {
    private HtmlLayout() {}

    static String of(Letter letter) {
        String blocks = letter.blocks().stream().map(HtmlLayout::block).collect(Collectors.joining());
        return """
            <!DOCTYPE html>
            <html lang="%s">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s</title>
            </head>
            <body style="margin:0;padding:0;background-color:#f4f4f5;">
            <table role="presentation" width="100%%" cellpadding="0" cellspacing="0" border="0">
            <tr><td align="center" style="padding:24px;">
            <table role="presentation" width="100%%" cellpadding="0" cellspacing="0" border="0" \
            style="max-width:560px;background-color:#ffffff;font-family:Helvetica,Arial,sans-serif;font-size:16px;\
            line-height:24px;color:#18181b;overflow-wrap:anywhere;">
            %s<tr><td style="padding:16px 32px 24px;font-size:13px;line-height:20px;color:#52525b;">%s</td></tr>
            </table>
            </td></tr>
            </table>
            </body>
            </html>
            """.formatted(escape(letter.language()), escape(letter.subject()), blocks, escape(letter.footer()));
    }

    private static String block(Letter.Block block) {
        return switch (block) {
            case Letter.Block.Paragraph(var text) -> row("", escape(text));
            case Letter.Block.Code(var digits) ->
                row(
                        "font-family:Consolas,Menlo,monospace;font-size:32px;line-height:40px;font-weight:bold;",
                        escape(digits));
            case Letter.Block.Link(var label, var target) ->
                row(
                        "",
                        "<a href=\"" + escape(target.toString())
                                + "\" style=\"display:inline-block;padding:12px 24px;background-color:#1d4ed8;color:#ffffff;"
                                + "text-decoration:none;font-weight:bold;\">" + escape(label) + "</a>");
        };
    }

    private static String row(String style, String content) {
        return "<tr><td style=\"padding:24px 32px 0;" + style + "\">" + content + "</td></tr>\n";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
