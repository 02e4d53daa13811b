package dev.sallyport.bootstrap.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What is to be there from the beginning, as YAML. */
final class DeclarationType implements StreamedType<Declaration> {
    private static final int MOST_BYTES = 1024 * 1024;
    private static final String REMEDY = "See docs/features/bootstrap-file.md. Nothing was changed.";

    @Override
    public Declaration read(InputStream content) throws IOException, Unreadable {
        byte[] bytes = content.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new Unreadable("has more than 1 MiB", REMEDY);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new DeclarationYaml().read(text);
        } catch (CharacterCodingException otherEncoding) {
            throw new Unreadable("is not UTF-8 text", REMEDY);
        } catch (DeclarationYaml.Faulty faulty) {
            throw new Unreadable("cannot be used: " + faulty.getMessage(), REMEDY);
        }
    }

    @Override
    public String show(Declaration declaration) {
        return declaration.roles().size() + " roles, "
                + declaration.administrators().size() + " administrators";
    }
}
