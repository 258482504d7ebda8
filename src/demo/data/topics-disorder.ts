import type { Topic } from './topic.js';

/** What people write about nuisance and worry. */
export const DISORDER_TOPICS: Topic[] = [
  {
    subject: 'Shouting at night near {place}',
    message:
      'From Thursday to Saturday we are woken two or three times a night by people shouting and smashing bottles at {place}. My wife starts her shift at five.',
    answer:
      'I spoke to the two late bars and looked at the cameras with the council. Most of it comes from the taxi queue after one o’clock.',
    nextSteps:
      'The bars will let people out in two groups, and the taxi marshals start on Friday. I will ring you on Monday to hear whether it helped.',
  },
  {
    subject: 'Drug dealing from a car',
    message:
      'The same dark car stops on {street} most evenings around eight, people come to the window, it drives off. I would rather not be named.',
    answer:
      'Your name will not be mentioned. What you saw fits what others have told us, and I have passed it on to the team that deals with it.',
    nextSteps:
      'You may see officers on {street} who do not look like police. Please keep the times; I will ring you in two weeks.',
  },
  {
    subject: 'Children kicking footballs at cars',
    message:
      'They are not bad kids but my wing mirror has gone twice now. Their parents on {street} just laugh.',
    answer:
      'I have visited three families on {street}. The boys were honest about it, and one has offered to pay for the mirror.',
    nextSteps:
      'I am taking them to the youth club’s football evening on Wednesday. If it happens again, ring me and I will go back to the parents.',
  },
  {
    subject: 'Neighbour’s dog',
    message:
      'The dog at the corner of {street} is let out on its own and has gone for two people. The owner is very rude when asked.',
    answer:
      'The dog warden and I called on the owner together. The gate has been mended, and there is now a written warning about control.',
    nextSteps:
      'The warden will come by without notice over the next month. If the dog is out again, please ring 101 at once.',
  },
  {
    subject: 'Graffiti again',
    message:
      'The wall by {place} has been covered with the same tag three times since Easter. It makes the whole area look uncared for.',
    answer:
      'We know the tag and have a name for it. I have taken photographs and collected the earlier reports in one file.',
    nextSteps:
      'The council will clean the wall on Thursday, and I am seeing the young man with his school next week.',
  },
  {
    subject: 'Fireworks thrown',
    message:
      'A group of teenagers threw fireworks at people coming out of the shop on {street} on Saturday about seven. People are afraid to go there.',
    answer:
      'I have the shop’s camera and know two of the group. Their parents have been seen and the rest of the fireworks handed over.',
    nextSteps:
      'PCSOs will be on {street} every evening until the end of the week. Trading Standards are asking who sold them.',
  },
  {
    subject: 'Begging at the cash machine',
    message:
      'I do not want to get anybody into trouble, but my mother no longer dares to use the cash machine near {place}.',
    answer:
      'I have spoken with the man several times. He has a place to sleep now, and the outreach team sees him every morning.',
    nextSteps:
      'I will be there on pension day. If your mother would like company to the machine, she can ring me beforehand.',
  },
  {
    subject: 'Nuisance calls at the door',
    message:
      'Two men offered to clean gutters on {street} and would not leave until my father gave them £80. He is 84 and confused.',
    answer:
      'I visited your father yesterday and fitted a door chain. The firm’s name is false; I have warned the other houses on {street}.',
    nextSteps:
      'Trading Standards will send your father a call blocker. Please ring 999 if the men come back while they are there.',
  },
  {
    only: ['FM08'],
    subject: 'Noise from motorbikes in the forest',
    message:
      'Off-road bikes around {place} every weekend. Walkers have to jump aside and the ground is ruined.',
    answer: 'With the rangers we stopped five riders on Saturday. Two bikes had no insurance and were taken.',
    nextSteps: 'We will be back with the rangers on the next three weekends, and two new gates are ordered.',
  },
  {
    subject: 'Youths on the roof',
    message:
      'There are kids on the roof of the sports hall by {place} nearly every evening since the holidays began. One of them will fall through.',
    answer:
      'I met four of them and their parents. They climb up by the bins, which the caretaker has now moved away.',
    nextSteps:
      'The owner will have the ladder point closed on Tuesday, and we will look in each evening this week.',
  },
  {
    subject: 'Worried about my neighbour',
    message:
      'I hear shouting and crying through the wall on {street}, mostly at weekends. It may be nothing. I do not want them to know I wrote.',
    answer:
      'Thank you for writing; it is never nothing. Somebody trained for this has visited, and nobody was told how we knew.',
    nextSteps:
      'If you hear it again, ring 999 while it happens. I cannot tell you more, but it is being looked after.',
  },
  {
    subject: 'Anti-social behaviour at the shelter',
    message:
      'The bus shelter on {street} is full of young people drinking from six onwards. They swear at anyone who waits for the bus.',
    answer:
      'I have been there on four evenings. It is mostly the same eight, and all their parents have had a letter from me.',
    nextSteps:
      'The bus company will take out the bench for the summer. The youth bus comes to {place} on Fridays from next week.',
  },
];
