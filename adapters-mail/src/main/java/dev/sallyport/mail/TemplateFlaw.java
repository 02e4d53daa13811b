package dev.sallyport.mail;

/**
 * One thing that is wrong with a folder of templates.
 *
 * @param place the file, and where it is known the line; empty if it is the folder itself
 * @param flaw what is wrong there, as a sentence without its full stop, or for the folder as the rest of one
 * @param remedy how to mend it, as a sentence
 */
public record TemplateFlaw(String place, String flaw, String remedy) {
    static TemplateFlaw in(String file, int line, String flaw, String remedy) {
        return new TemplateFlaw(file + ", line " + line, flaw, remedy);
    }
}
