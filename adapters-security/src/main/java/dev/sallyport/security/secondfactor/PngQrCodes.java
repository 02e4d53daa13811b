package dev.sallyport.security.secondfactor;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.client.j2se.MatrixToImageWriter;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import dev.sallyport.application.secondfactor.QrCodes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Square QR codes in black and white (ISO/IEC 18004), of which a camera may miss 15 percent. */
public final class PngQrCodes implements QrCodes {
    /** Six pixels or more for each module of what an authenticator is told. */
    private static final int PIXELS = 400;

    /** The blank border that readers need, in modules. */
    private static final int QUIET_ZONE = 4;

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if no QR code has room for the text
     */
    @Override
    public byte[] png(String text) {
        return png(modules(text));
    }

    private static BitMatrix modules(String text) {
        try {
            return new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, PIXELS, PIXELS, hints(text));
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException("no QR code has room for so long a text", tooLong);
        }
    }

    private static Map<EncodeHintType, Object> hints(String text) {
        Map<EncodeHintType, Object> hints = new EnumMap<>(EncodeHintType.class);
        hints.put(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M);
        hints.put(EncodeHintType.MARGIN, QUIET_ZONE);
        // Naming the encoding costs room, and some readers do not know the mark that does it.
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
            hints.put(EncodeHintType.CHARACTER_SET, StandardCharsets.UTF_8);
        }
        return hints;
    }

    private static byte[] png(BitMatrix modules) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // ImageIO would otherwise write through a temporary file; what is drawn is a secret.
        try (ImageOutputStream memory = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(MatrixToImageWriter.toBufferedImage(modules), "png", memory);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
