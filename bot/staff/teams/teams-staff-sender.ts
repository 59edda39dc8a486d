import { teamsManner } from '../../channels/teams/teams-manner.js';
import type { TeamsSender } from '../../channels/teams/teams-sender.js';
import type { StaffSender } from '../staff-sender.js';

/** The Bot Framework's sender as the staff loop needs it: with the replies of the dialogs shown as Teams can show them. */
export function teamsStaffSender({ send, update }: TeamsSender): StaffSender {
  const teams = teamsManner({ tenantId: '', refusal: () => '' });
  return {
    send,
    update,
    shown: ({ channelId }, activity) => (channelId === 'msteams' ? teams.shown(activity) : activity),
  };
}
