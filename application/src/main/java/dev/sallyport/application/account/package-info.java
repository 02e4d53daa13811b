/** Reading and changing one's own account. */
@NullMarked
package dev.sallyport.application.account;

import org.jspecify.annotations.NullMarked;
