package dev.sallyport.bootstrap.config;

import dev.sallyport.domain.session.AddressRange;
import dev.sallyport.domain.session.AddressRanges;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Addresses and networks as operators list them: parted by commas or lines; what follows a {@code #} is a comment. */
public final class AddressList {
    private static final int MOST_MEBIBYTES = 16;
    private static final String EXAMPLE = "10.0.0.0/8 or 2001:db8:1::/48";

    private AddressList() {}

    /**
     * What the content lists.
     *
     * @throws MalformedAddressList at the first thing that cannot be used
     */
    public static AddressRanges read(InputStream content) throws IOException, MalformedAddressList {
        byte[] bytes = content.readNBytes(MOST_MEBIBYTES * 1024 * 1024 + 1);
        if (bytes.length > MOST_MEBIBYTES * 1024 * 1024) {
            throw new MalformedAddressList(
                    0,
                    "",
                    "is larger than " + MOST_MEBIBYTES + " MiB",
                    "Put together what lies side by side: one network for many addresses.");
        }
        return AddressRanges.of(ranges(new String(bytes, StandardCharsets.UTF_8)));
    }

    static List<AddressRange> ranges(String text) throws MalformedAddressList {
        List<AddressRange> ranges = new ArrayList<>();
        String[] lines = text.replaceFirst("^\ufeff", "").split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            for (String item : lines[i].replaceFirst("#.*", "").split(",", -1)) {
                if (!item.isBlank()) {
                    ranges.add(range(i + 1, item.strip()));
                }
            }
        }
        return ranges;
    }

    private static AddressRange range(int line, String item) throws MalformedAddressList {
        return switch (AddressRange.read(item)) {
            case AddressRange.Reading.Valid(var range) -> range;
            case AddressRange.Reading.NotTheFirst(var range) ->
                throw new MalformedAddressList(
                        line,
                        item,
                        "which is an address within a network",
                        "Write " + range + " for the network, or leave out the /" + range.length()
                                + " for the address alone.");
            case AddressRange.Reading.Malformed malformed ->
                throw new MalformedAddressList(
                        line,
                        item,
                        "neither an address nor a network",
                        "Write addresses and networks (CIDR) such as " + EXAMPLE + ", parted by commas.");
        };
    }
}
