package dev.sallyport.devtools;

/** The ways to look at a mail. */
enum MailView implements Choice {
    HTML("HTML"),
    TEXT("Text"),
    SOURCE("Source");

    private final String label;

    MailView(String label) {
        this.label = label;
    }

    @Override
    public String label() {
        return label;
    }
}
