package dev.sallyport.mail;

import com.ibm.icu.text.MessagePattern;
import java.util.Set;
import java.util.TreeSet;

/** What the phrases of a file can be filled with. */
final class PhraseArguments {
    private PhraseArguments() {}

    /**
     * The names that stand in braces in an ICU message, those in the cases of plurals and choices among them.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Set<String> of(String pattern) {
        MessagePattern parsed = new MessagePattern(pattern);
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < parsed.countParts(); i++) {
            MessagePattern.Part part = parsed.getPart(i);
            if (part.getType() == MessagePattern.Part.Type.ARG_NAME
                    || part.getType() == MessagePattern.Part.Type.ARG_NUMBER) {
                names.add(parsed.getSubstring(part));
            }
        }
        return names;
    }
}
