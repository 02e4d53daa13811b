package dev.sallyport.lambda;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes what API Gateway gives as the path and the query, some of which it has decoded, as HTTP can have it. What is encoded stays as it is. */
final class RawUri {
    private static final String ALLOWED = "-._~!$&'()*+,;=:@/?";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private RawUri() {}

    static String written(String raw) {
        byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
        StringBuilder written = new StringBuilder(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (isAllowed(bytes[i]) || isEncoded(bytes, i)) {
                written.append((char) bytes[i]);
            } else {
                written.append('%').append(HEX.toHexDigits(bytes[i]));
            }
        }
        return written.toString();
    }

    private static boolean isAllowed(byte octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || (octet > 0 && ALLOWED.indexOf(octet) >= 0);
    }

    private static boolean isEncoded(byte[] bytes, int i) {
        return bytes[i] == '%'
                && i + 2 < bytes.length
                && HexFormat.isHexDigit(bytes[i + 1])
                && HexFormat.isHexDigit(bytes[i + 2]);
    }
}
