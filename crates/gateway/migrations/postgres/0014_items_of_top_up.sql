-- Whether a top-up has been to the payment page is asked for each that is deleted, also by the reference itself.
CREATE INDEX checkout_items_of_top_up ON checkout_items (top_up_id);
