package dev.sallyport.mail;

/**
 * What styles in the elements cannot say: dark mode, and narrow screens. Programs that drop it show a light mail that is complete.
 */
final class MailStyles {
    static final BrandColor CARD = BrandColor.WHITE;
    static final BrandColor FRAME = new BrandColor(0x71717a);

    private static final BrandColor DARK_CARD = new BrandColor(0x27272a);
    private static final BrandColor DARK_FRAME = new BrandColor(0xa1a1aa);

    private MailStyles() {}

    static String of(Branding branding) {
        String frame = branding.color().frameOn(DARK_CARD, DARK_FRAME).toString();
        // Two elements: a program that trips over the second must not drop the first.
        return """
            <style>
            :root{color-scheme:light dark;supported-color-schemes:light dark;}
            @media (max-width:480px){.page{padding:0!important;}.edge{padding-left:20px!important;padding-right:20px!important;}}
            @media (prefers-color-scheme:dark){%s}
            </style>
            <style>
            %s
            </style>
            """.formatted(dark("", "", frame), dark("[data-ogsb] ", "[data-ogsc] ", frame));
    }

    /** The same for mail programs that follow the system, and for Outlook on the web, which marks what it turned dark. */
    private static String dark(String ground, String words, String frame) {
        return ground + ".page{background-color:#18181b!important;}"
                + ground + ".card{background-color:" + DARK_CARD + "!important;}"
                + ground + ".box{background-color:#3f3f46!important;}"
                + words + ".words{color:#f4f4f5!important;}"
                + words + ".faint{color:#a1a1aa!important;}"
                + words + ".button{border-color:" + frame + "!important;}";
    }
}
