package dev.sallyport.application.secondfactor;

/** Draws QR codes. */
public interface QrCodes {
    /** A picture of the text, as PNG. */
    byte[] png(String text);
}
