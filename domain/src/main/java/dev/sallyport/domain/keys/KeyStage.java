package dev.sallyport.domain.keys;

/** How far a signing key is in its life. */
public enum KeyStage {
    /** Known to everybody ahead of its use. */
    PUBLISHED,
    /** Signs, and verifies what it signed. There is always exactly one. */
    SIGNING,
    /** Verifies only: a younger key signs, but tokens that this one signed may not have expired. */
    VERIFYING,
    /** Of no more use: all that it signed has expired. */
    GONE
}
