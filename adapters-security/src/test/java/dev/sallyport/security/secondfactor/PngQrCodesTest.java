package dev.sallyport.security.secondfactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PngQrCodesTest {
    private static final String URI = "otpauth://totp/Sallyport%20of%20Example:ada.lovelace%40example.com"
            + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Sallyport%20of%20Example&algorithm=SHA1&digits=6&period=30";
    private static final int BLACK = 0xFF000000;
    private static final int WHITE = 0xFFFFFFFF;

    private final PngQrCodes codes = new PngQrCodes();

    private static BufferedImage image(byte[] png) throws Exception {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private Result read(String text) throws Exception {
        return new QRCodeReader()
                .decode(new BinaryBitmap(
                        new HybridBinarizer(new BufferedImageLuminanceSource(image(codes.png(text))))));
    }

    @ParameterizedTest
    @ValueSource(strings = {URI, "A", "Grüße aus Örebro, 東京"})
    void drawsWhatAReaderReadsAgain(String text) throws Exception {
        assertThat(read(text).getText()).isEqualTo(text);
    }

    @Test
    void toleratesThatACameraMissesSome() throws Exception {
        assertThat(read(URI).getResultMetadata()).containsEntry(ResultMetadataType.ERROR_CORRECTION_LEVEL, "M");
    }

    @Test
    void isAPictureInPngThatIsLargeEnoughForAPhone() throws Exception {
        byte[] png = codes.png(URI);
        BufferedImage image = image(png);

        assertThat(png).startsWith(0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n');
        assertThat(image.getWidth()).isEqualTo(400);
        assertThat(image.getHeight()).isEqualTo(400);
    }

    /** The first black pixels are the corner of a finder pattern, which is seven modules wide. */
    @Test
    void leavesFourModulesBlankAllAround() throws Exception {
        BufferedImage image = image(codes.png(URI));
        int left = 0;
        while (image.getRGB(left, left) == WHITE) {
            left++;
        }
        int finder = 0;
        while (image.getRGB(left + finder, left) == BLACK) {
            finder++;
        }

        assertThat(finder % 7).isZero();
        int module = finder / 7;
        assertThat(module).isGreaterThanOrEqualTo(6);
        assertThat(left).isGreaterThanOrEqualTo(4 * module);
        for (int i = 0; i < image.getWidth(); i++) {
            for (int j = 0; j < 4 * module; j++) {
                assertThat(image.getRGB(i, j)).isEqualTo(WHITE);
                assertThat(image.getRGB(j, i)).isEqualTo(WHITE);
                assertThat(image.getRGB(i, image.getHeight() - 1 - j)).isEqualTo(WHITE);
                assertThat(image.getRGB(image.getWidth() - 1 - j, i)).isEqualTo(WHITE);
            }
        }
    }

    /** There are servers that can write nowhere, and what is drawn is a secret. */
    @Test
    void writesNoFile(@TempDir Path folder) throws Exception {
        File before = ImageIO.getCacheDirectory();
        Path gone = Files.createDirectory(folder.resolve("gone"));
        ImageIO.setCacheDirectory(gone.toFile());
        try {
            Files.delete(gone);

            assertThat(codes.png(URI)).isNotEmpty();
        } finally {
            ImageIO.setCacheDirectory(before);
        }
    }

    @Test
    void refusesATextThatNoQrCodeHasRoomForWithoutRepeatingIt() {
        String text = "secret".repeat(1000);

        assertThatThrownBy(() -> codes.png(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }
}
