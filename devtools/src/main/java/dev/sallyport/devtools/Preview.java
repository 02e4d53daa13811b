package dev.sallyport.devtools;

/** Where a mail is looked at. */
enum Preview implements Choice {
    DESKTOP("Desktop"),
    PHONE("Phone"),
    TEXT("Text");

    private final String label;

    Preview(String label) {
        this.label = label;
    }

    @Override
    public String label() {
        return label;
    }
}
