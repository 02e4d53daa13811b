package dev.sallyport.mail;

import java.net.URI;
import java.util.stream.Collectors;

/**
 * Lays letters out as HTML that mail programs of any age can show: tables, styles inline, no scripts, 600 pixels wide at most, and nothing
 * fetched from elsewhere but a logo, if there is one. Whatever a letter says is escaped.
 */
final class HtmlLayout {
    /** Keeps lists of mails from showing more than the preview: most cut it off after a hundred characters or so. */
    private static final String NOTHING_MORE = "&#847;&zwnj;&nbsp;".repeat(60);

    private static final String MSO_WIDTH = """
            <!--[if mso]><table role="presentation" width="600" align="center" cellpadding="0" cellspacing="0" border="0">\
            <tr><td><![endif]-->
            """;
    private static final String MSO_END = "<!--[if mso]></td></tr></table><![endif]-->";

    private final String appName;
    private final Branding branding;
    private final String styles;

    HtmlLayout(String appName, Branding branding) {
        this.appName = Isolation.bare(appName);
        this.branding = branding;
        this.styles = MailStyles.of(branding);
    }

    String of(Letter letter) {
        Sheet sheet = new Sheet(letter);
        return """
            <!DOCTYPE html>
            <html lang="%1$s" dir="%2$s">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="supported-color-schemes" content="light dark">
            <title>%3$s</title>
            %4$s</head>
            <body class="page" style="margin:0;padding:0;background-color:#f4f4f5;">
            <div style="display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;mso-hide:all;">%5$s%6$s</div>
            <table role="presentation" class="page" lang="%1$s" dir="%2$s" width="100%%" cellpadding="0" cellspacing="0" border="0" \
            bgcolor="#f4f4f5" style="background-color:#f4f4f5;">
            <tr><td class="page" align="center" style="padding:24px 12px;">
            %7$s<table role="presentation" class="card" width="100%%" cellpadding="0" cellspacing="0" border="0" bgcolor="%8$s" \
            style="max-width:600px;background-color:%8$s;border-radius:8px;font-family:%9$s;font-size:16px;line-height:24px;\
            overflow-wrap:anywhere;">
            %10$s%11$s%12$s</table>
            %13$s
            </td></tr>
            </table>
            </body>
            </html>
            """.formatted(
                        Html.escape(letter.language().value()),
                        letter.rightToLeft() ? "rtl" : "ltr",
                        Html.escape(letter.subject()),
                        styles,
                        Html.words(letter.preview()),
                        NOTHING_MORE,
                        MSO_WIDTH,
                        MailStyles.CARD,
                        FontStack.of(letter.language()),
                        sheet.head(),
                        letter.blocks().stream().map(sheet::block).collect(Collectors.joining()),
                        sheet.foot(letter.footer()),
                        MSO_END);
    }

    /** The rows of one letter, which begin where its language does. */
    private final class Sheet {
        private final String start;

        Sheet(Letter letter) {
            this.start = letter.rightToLeft() ? "right" : "left";
        }

        String head() {
            String sign = branding.logo()
                    .map(
                            address ->
                                    "<img src=\"" + Html.escape(address.toString()) + "\" alt=\"" + Html.escape(appName)
                                            + "\" height=\"48\" style=\"display:block;max-width:100%;width:auto;height:auto;max-height:48px;border:0;\">")
                    .orElseGet(() -> "<bdi>" + Html.escape(appName) + "</bdi>");
            return row(
                    "words", "padding:32px 32px 0;font-size:20px;line-height:28px;font-weight:bold;", "#18181b", sign);
        }

        String foot(String text) {
            return row("faint", "padding:32px 32px 32px;font-size:13px;line-height:20px;", "#52525b", Html.words(text));
        }

        String block(Letter.Block block) {
            return switch (block) {
                case Letter.Block.Paragraph(var text) ->
                    row("words", "padding:24px 32px 0;", "#18181b", Html.words(text));
                case Letter.Block.Fact(var text) ->
                    boxed(
                            "align=\"" + start + "\"",
                            "padding:12px 16px;text-align:" + start + ";font-weight:bold;",
                            Html.words(text));
                case Letter.Block.Code(var digits) ->
                    boxed(
                            "dir=\"ltr\" align=\"center\"",
                            "padding:16px;text-align:center;font-family:" + FontStack.CODES
                                    + ";font-size:32px;line-height:40px;font-weight:bold;letter-spacing:4px;",
                            Html.words(digits));
                case Letter.Block.Link(var label, var target) -> button(label, target) + address(target);
            };
        }

        /** Outlook on Windows has no padding in links, so there the cell has it. */
        private String button(String label, URI target) {
            BrandColor color = branding.color();
            return row("", "padding:24px 32px 0;", "#18181b", """
                    <table role="presentation" cellpadding="0" cellspacing="0" border="0">
                    <tr><td class="button" bgcolor="%s" style="background-color:%s;border:1px solid %s;border-radius:6px;\
                    mso-padding-alt:12px 24px;"><a href="%s" style="display:inline-block;padding:12px 24px;color:%s;\
                    font-weight:bold;text-decoration:none;">%s</a></td></tr>
                    </table>
                    """.formatted(
                            color,
                            color,
                            color.frameOn(MailStyles.CARD, MailStyles.FRAME),
                            Html.escape(target.toString()),
                            color.textOnIt(),
                            Html.words(label)));
        }

        /** For whoever wants to see where a button leads, or cannot press it. */
        private String address(URI target) {
            String shown = Html.escape(target.toString());
            return row(
                    "faint",
                    "padding:12px 32px 0;font-size:13px;line-height:20px;word-break:break-all;",
                    "#52525b",
                    "<a class=\"faint\" dir=\"ltr\" href=\"" + shown
                            + "\" style=\"color:#52525b;text-decoration:underline;\">" + shown + "</a>");
        }

        private String boxed(String attributes, String style, String content) {
            return row("", "padding:24px 32px 0;", "#18181b", """
                    <table role="presentation" width="100%%" cellpadding="0" cellspacing="0" border="0">
                    <tr><td class="box words" %s bgcolor="#f4f4f5" style="background-color:#f4f4f5;color:#18181b;border-radius:6px;%s">\
                    %s</td></tr>
                    </table>
                    """.formatted(attributes, style, content));
        }

        private String row(String ink, String style, String color, String content) {
            return "<tr><td class=\"edge" + (ink.isEmpty() ? "" : " " + ink) + "\" align=\"" + start + "\" style=\""
                    + style + "color:" + color + ";text-align:" + start + ";\">" + content + "</td></tr>\n";
        }
    }
}
