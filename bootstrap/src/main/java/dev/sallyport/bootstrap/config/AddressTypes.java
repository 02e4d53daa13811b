package dev.sallyport.bootstrap.config;

import dev.sallyport.domain.session.AddressRange;
import dev.sallyport.domain.session.AddressRanges;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The kinds of values that are lists of network addresses. */
final class AddressTypes {
    /** The widest private network, fc00::/7. */
    private static final int WIDEST = 7;

    private AddressTypes() {}

    /** Those whose word is taken, which cannot be everybody. */
    static ValueType<AddressRanges> proxies() {
        return text -> {
            List<AddressRange> ranges = ranges(text);
            for (AddressRange range : ranges) {
                if (range.length() < WIDEST) {
                    throw Unreadable.of(
                            range.toString(),
                            "which is far more than your proxies, so that strangers could claim any address",
                            "List the addresses of your proxies alone, such as 10.0.0.0/8.");
                }
            }
            return AddressRanges.of(ranges);
        };
    }

    /** Any number of them. */
    static ValueType<AddressRanges> list() {
        return new StreamedType<>() {
            @Override
            public AddressRanges read(InputStream content) throws IOException, Unreadable {
                try {
                    return AddressList.read(content);
                } catch (MalformedAddressList malformed) {
                    throw malformed.unreadable();
                }
            }

            @Override
            public String show(AddressRanges ranges) {
                return ranges.size() + (ranges.size() == 1 ? " entry" : " entries");
            }
        };
    }

    private static List<AddressRange> ranges(String text) throws Unreadable {
        try {
            return AddressList.ranges(text);
        } catch (MalformedAddressList malformed) {
            throw malformed.unreadable();
        }
    }
}
