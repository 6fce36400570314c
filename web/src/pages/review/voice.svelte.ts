/** For whom one speaks, kept from one finding of a session to the next. */
class Speaking {
  partner = $state('');
}

export const speaking = new Speaking();
